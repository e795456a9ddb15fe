using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Imports;

/// <summary>
/// Takes an import back, the last chunk first. What nobody has changed since goes back to what it was, byte for byte; what somebody has changed, or
/// who is being asked after just now, stays and is named in the report.
/// </summary>
static class Undoing
{
    /// <summary>Whether documents of a type are put back; all others only follow from them.</summary>
    public static bool IsTakenBack(DocumentType type) =>
        type is DocumentType.Person or DocumentType.Household or DocumentType.Conversation or DocumentType.Namesakes or DocumentType.Dwellings;

    /// <summary>Takes one chunk back; does nothing when it has been.</summary>
    public static void TakeBack(Turn turn, TurnEvent.UndoChunk chunk)
    {
        if (Importing.Find(turn, chunk.Import, ImportState.Undoing) is not { } import || import.Images.Length != chunk.Chunk + 1) return;
        // What has changed since is told before anything is written.
        var changed = chunk.Images.Where(image => IsChanged(turn, image)).Select(image => new DocumentKey(image.Type, image.Id)).ToHashSet();
        var kept = 0;
        foreach (var image in chunk.Images)
        {
            if (image.Type != DocumentType.Person) continue;
            if (changed.Contains(new DocumentKey(image.Type, image.Id)) || IsAskedAfter(turn, image.Id)) kept += Keep(turn, import, image);
            else PutBack(turn, import, image);
        }
        foreach (var image in chunk.Images)
        {
            if (image.Type != DocumentType.Household) continue;
            if (changed.Contains(new DocumentKey(image.Type, image.Id))) kept += Keep(turn, import, image);
            else PutHouseholdBack(turn, image);
        }
        foreach (var image in chunk.Images) PutIndexBack(turn, image, changed.Contains(new DocumentKey(image.Type, image.Id)));
        Step(turn, import with { Kept = import.Kept + kept });
    }

    /// <summary>The turn of a chunk broke: it is passed over and named in the report.</summary>
    public static void PassOver(Turn turn, TurnEvent.UndoChunk chunk)
    {
        if (Importing.Find(turn, chunk.Import, ImportState.Undoing) is not { } import || import.Images.Length != chunk.Chunk + 1) return;
        var kept = 0;
        foreach (var image in chunk.Images.Where(image => image.Type is DocumentType.Person or DocumentType.Household)) kept += Keep(turn, import, image);
        Step(turn, import with { Kept = import.Kept + kept });
    }

    static void Step(Turn turn, Import import)
    {
        var left = import.Images.RemoveAt(import.Images.Length - 1);
        var isOver = left.IsEmpty;
        import = import with
        {
            Images = left,
            Entered = Math.Min(import.Entered, left.Length * Import.ChunkSize),
            State = isOver ? ImportState.Undone : import.State,
            EndedAt = turn.Now,
        };
        turn.Put(import.Id, import);
        turn.Changed($"import:{import.Id}");
        if (!isOver) return;
        turn.Unlist(Lists.Importing, import.Id);
        turn.Log(import.UndoneBy ?? import.By, "undid import", import.Id, string.Create(CultureInfo.InvariantCulture, $"{import.UndoReason} ({import.Kept} kept)"));
    }

    static bool IsChanged(Turn turn, BeforeImage image) =>
        Now(turn, image) is not { } now || ImportIds.TraceOf(Codec.Write(new DocumentKey(image.Type, image.Id), now)) != image.After;

    static object? Now(Turn turn, BeforeImage image) => image.Type switch
    {
        DocumentType.Person => turn.Find<Person>(image.Id),
        DocumentType.Household => turn.Find<Household>(image.Id),
        DocumentType.Conversation => turn.Find<Conversation>(image.Id),
        DocumentType.Namesakes => turn.Find<Namesakes>(image.Id),
        _ => turn.Find<Dwellings>(image.Id),
    };

    // A window under way ends with the person's own answer or by a named person; an import's end is neither.
    static bool IsAskedAfter(Turn turn, string id) => turn.Find<Person>(id) is { } person && (person.Ticket is not null
        || person.Addresses.Any(address => turn.Find<Conversation>(address.Value)?.CheckIns.Any(checkIn => checkIn.StartsWith(id + ":", StringComparison.Ordinal)) == true));

    static int Keep(Turn turn, Import import, BeforeImage image)
    {
        Importing.Report(turn, import.Id, new ReportLine("kept", 0, image.Type == DocumentType.Person && turn.Find<Person>(image.Id) is { } person ? person.Name : image.Id));
        return 1;
    }

    static void PutBack(Turn turn, Import import, BeforeImage image)
    {
        var person = turn.Find<Person>(image.Id)!;
        var before = Before<Person>(image);
        if (person.Enrolled && before is not { Enrolled: true }) turn.Log(import.UndoneBy ?? import.By, "took out of the check-ins", person.Id, import.UndoReason);
        if (before is null) Register.Erase(turn, person);
        else Register.Save(turn, before);
    }

    static void PutHouseholdBack(Turn turn, BeforeImage image)
    {
        if (turn.Find<Household>(image.Id) is not { } now) return;
        var before = Before<Household>(image);
        if (before is null && now.Persons.IsEmpty) Register.Erase(turn, now);
        // Somebody of the import who was kept still lives there.
        else if (before is not null) Register.Save(turn, Alike(before.Persons, now.Persons) ? before : before with { Persons = now.Persons });
    }

    // The register has put these in line by itself; where they hold what they held before, they get back their order, or are gone again.
    static void PutIndexBack(Turn turn, BeforeImage image, bool isChanged)
    {
        switch (image.Type)
        {
            case DocumentType.Namesakes when turn.Find<Namesakes>(image.Id) is { } now && Alike(now.Persons, Before<Namesakes>(image)?.Persons ?? []):
                PutOrDelete(turn, image.Id, Before<Namesakes>(image));
                break;
            case DocumentType.Dwellings when turn.Find<Dwellings>(image.Id) is { } now && Alike(now.Households, Before<Dwellings>(image)?.Households ?? []):
                PutOrDelete(turn, image.Id, Before<Dwellings>(image));
                break;
            case DocumentType.Conversation when !isChanged && turn.Find<Conversation>(image.Id) is { } now && Alike(now.Persons, Before<Conversation>(image)?.Persons ?? []):
                PutOrDelete(turn, image.Id, Before<Conversation>(image));
                break;
        }
    }

    static void PutOrDelete<T>(Turn turn, string id, T? before) where T : class
    {
        if (before is null) turn.Delete<T>(id);
        else turn.Put(id, before);
    }

    static bool Alike(ImmutableArray<string> one, ImmutableArray<string> other) => one.Length == other.Length && one.ToHashSet(StringComparer.Ordinal).SetEquals(other);

    static T? Before<T>(BeforeImage image) where T : class =>
        image.Before is null ? null : (T)Codec.Read(new DocumentKey(image.Type, image.Id), Encoding.UTF8.GetBytes(image.Before));
}
