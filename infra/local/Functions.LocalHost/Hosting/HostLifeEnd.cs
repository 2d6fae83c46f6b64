namespace Functions.LocalHost.Hosting;

/// <summary>How one life of the host ended.</summary>
internal enum HostLifeEnd
{
    /// <summary>Somebody asked for it.</summary>
    Stopped,

    /// <summary>The app crashed too often: begin a new life.</summary>
    Recycle,

    /// <summary>The app was given up before it ever answered.</summary>
    AppNeverAnswered,

    /// <summary>The app said that its settings cannot work, before it ever answered.</summary>
    SettingsRefused,
}
