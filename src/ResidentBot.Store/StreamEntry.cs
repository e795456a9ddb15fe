namespace ResidentBot.Store;

/// <summary>One entry of a stream.</summary>
/// <param name="Id">As Redis gave it: milliseconds, a dash, a number; later entries have greater ids.</param>
/// <param name="Data">Its field <c>d</c>.</param>
public readonly record struct StreamEntry(string Id, byte[] Data);
