namespace Functions.LocalHost.Durable.Client;

/// <summary>What became of a start.</summary>
internal enum StartOutcome
{
    /// <summary>It is stored and will run.</summary>
    Started,

    /// <summary>An instance of that id is in a state that may not be replaced.</summary>
    AlreadyExists,

    /// <summary>The very same start of a child was carried out before.</summary>
    Repeated,
}
