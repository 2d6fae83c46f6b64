namespace Functions.CustomHandler.Durable;

/// <summary>
/// The answer to a start. (The official client returns only the id and throws when the instance exists; with deterministic ids that
/// is an expected answer, so here it is a value.)
/// </summary>
/// <param name="InstanceId">The instance's id.</param>
/// <param name="AlreadyExists">True: an instance of this id runs already, and nothing was started.</param>
public readonly record struct StartResult(string InstanceId, bool AlreadyExists);
