using ResidentBot.Core.Imports;

namespace ResidentBot.Core.Turns;

public abstract partial record StaffAction
{
    /// <summary>Keep a checked file, so that it can be entered.</summary>
    public sealed record StageImport(string By, string Name, Import Import) : OnImport(By, Name);

    /// <summary>Enter it; with mistakes only when they are to be skipped.</summary>
    public sealed record StartImport(string By, string Name, string Import, bool SkipRefused) : OnImport(By, Name);

    /// <summary>Take all of it back, by a named person and for a reason.</summary>
    public sealed record UndoImport(string By, string Name, string Import, string Reason) : OnImport(By, Name);
}
