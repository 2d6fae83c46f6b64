using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Delivery;

/// <summary>A message that waits in an instance's inbox, and the stored batch that it came with.</summary>
internal sealed record InboxItem(InboxMessage Message, InboxRow Row);
