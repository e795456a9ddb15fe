using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>A person with his household.</summary>
/// <param name="Person">The person.</param>
/// <param name="Household">His household; null when the register has none.</param>
/// <param name="Path">Where it is, from the top of the tree down.</param>
/// <param name="Family">The others behind the same door.</param>
/// <param name="CheckIns">Today's windows, in their order; null where a window has not opened.</param>
public sealed record PersonView(
    Person Person, Household? Household, IReadOnlyList<Place> Path, IReadOnlyList<Person> Family, IReadOnlyList<(CheckInWindow Window, CheckIn? CheckIn)> CheckIns);

/// <summary>The residents page.</summary>
/// <param name="Query">What was searched for; "" for nothing.</param>
/// <param name="Rows">The people found, or a page of all.</param>
/// <param name="Next">Where the next page begins; null when this is the last one.</param>
/// <param name="Total">How many people the register has; null for whoever sees a part of it.</param>
/// <param name="Shown">The person whose card is open; null for none.</param>
/// <param name="Reveal">Whether his addresses are written out.</param>
/// <param name="Typed">What was typed into a form that was refused.</param>
public sealed record ResidentsView(
    string Query, IReadOnlyList<PersonView> Rows, string? Next, long? Total, ShownPerson? Shown, bool Reveal, string? Typed);

/// <summary>The person whose card is open.</summary>
/// <param name="View">The card.</param>
/// <param name="MayWrite">The addresses that may be written to first, or again.</param>
public sealed record ShownPerson(PersonView View, IReadOnlyList<Address> MayWrite);
