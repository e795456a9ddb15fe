using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>A person with his household.</summary>
/// <param name="Person">The person.</param>
/// <param name="Household">His household; null when the register has none.</param>
/// <param name="Path">Where it is, from the top of the tree down.</param>
/// <param name="Family">The others behind the same door.</param>
/// <param name="CheckIns">Today's windows, in their order; null where a window has not opened.</param>
public sealed record PersonView(
    Person Person, Household? Household, IReadOnlyList<Place> Path, IReadOnlyList<Person> Family, IReadOnlyList<(CheckInWindow Window, CheckIn? CheckIn)> CheckIns)
{
    /// <summary>How long free words may be sent to his addresses; none for those where they always may.</summary>
    public IReadOnlyDictionary<Address, FreeWords> FreeWords { get; init; } = new Dictionary<Address, FreeWords>();
}

/// <summary>The residents page.</summary>
/// <param name="Search">What is looked for.</param>
/// <param name="Found">How many people fit.</param>
/// <param name="Total">How many people there are to be seen.</param>
public sealed record ResidentsView(RegisterSearch Search, int Found, int Total)
{
    /// <summary>The people on this page of the list.</summary>
    internal IReadOnlyList<RegisterEntry> Rows { get; init; } = [];

    /// <summary>Whether there is a page behind this one.</summary>
    public bool HasNext { get; init; }

    /// <summary>From the top of the tree to the place that is looked at.</summary>
    public IReadOnlyList<Place> Path { get; init; } = [];

    /// <summary>The places below it, with how many of those found live there.</summary>
    public IReadOnlyList<(Place Place, int Count)> Below { get; init; } = [];

    /// <summary>The person whose card is open; null for none.</summary>
    public PersonFile? Shown { get; init; }

    /// <summary>Whether numbers, needs and sensitive labels are written out.</summary>
    public bool Reveal { get; init; }

    /// <summary>What was typed into a form that was refused.</summary>
    public string? Typed { get; init; }

    /// <summary>Labels that whoever asks may look for.</summary>
    public LabelCatalogue Labels { get; init; } = LabelCatalogue.Empty;
}

/// <summary>What stands in the address of the residents page; at most two labels.</summary>
public sealed record RegisterSearch : RegisterFilter
{
    /// <summary>The page of the list, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reads it.</summary>
    internal static RegisterSearch Of(DeskRequest request) => new()
    {
        Words = request.Query("q").Trim(),
        Labels = [.. new[] { request.Query("label"), request.Query("label2") }.Where(label => label.Length > 0).Distinct()],
        Alone = request.Query("alone") == "1",
        Enrolled = request.Query("enrolled") == "1",
        Away = request.Query("away") == "1",
        Place = request.Query("place"),
        Page = int.TryParse(request.Query("page"), out var page) && page is > 0 and < 10_000 ? page : 1,
    };

    /// <summary>The address of the same search, with somebody's card open or none.</summary>
    public string To(string? person = null)
    {
        var parts = new List<string>();
        Add("q", Words);
        for (var i = 0; i < Labels.Length; i++) Add(i == 0 ? "label" : "label2", Labels[i]);
        if (Alone) Add("alone", "1");
        if (Enrolled) Add("enrolled", "1");
        if (Away) Add("away", "1");
        Add("place", Place);
        if (Page > 1) Add("page", $"{Page}");
        Add("person", person ?? "");
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string value)
        {
            if (value.Length > 0) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }
}
