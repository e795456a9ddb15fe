using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Turns;

public abstract partial record StaffAction
{
    /// <summary>Change what the register says of a person.</summary>
    public sealed record SavePerson(string By, string Name, Person Person, string Reason) : OnRegister(By, Name);
}
