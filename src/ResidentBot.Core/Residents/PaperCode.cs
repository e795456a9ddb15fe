using NodaTime;

namespace ResidentBot.Core.Residents;

/// <summary>A one-time code on paper, handed over by somebody who knows the face: whoever sends it is the person, or the staff member, it was made for.</summary>
/// <param name="Digits">The code.</param>
/// <param name="Person">The resident it stands for; null for staff.</param>
/// <param name="Staff">The staff member it stands for; null for residents.</param>
/// <param name="By">Who made it.</param>
/// <param name="At">When.</param>
/// <param name="Until">After this it is worth nothing.</param>
public sealed record PaperCode(string Digits, string? Person, string? Staff, string By, Instant At, Instant Until)
{
    /// <summary>When it was used; null while it is not.</summary>
    public Instant? UsedAt { get; init; }
}
