namespace ResidentBot.Host.Registers;

/// <summary>Where secrets that files only name are read from: a file that is checked at the desk is checked with this host's.</summary>
/// <param name="Find">Looks up an environment variable.</param>
sealed record Secrets(Func<string, string?> Find);
