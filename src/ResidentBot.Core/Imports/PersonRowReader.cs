using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Imports;

/// <summary>Reads one row of a residents' file, as far as it can be judged by itself.</summary>
sealed class PersonRowReader(Community community, LocalDate today)
{
    const int MostAddresses = 5;
    const int Oldest = 130;

    /// <summary>The words for languages; the first of each value is written when we export.</summary>
    public static readonly ImmutableArray<(string Word, Language Value)> Languages =
        [("zh", Language.Zh), ("en", Language.En), ("中文", Language.Zh), ("汉语", Language.Zh), ("英文", Language.En), ("英语", Language.En)];

    /// <summary>The words for reading and hearing.</summary>
    public static readonly ImmutableArray<(string Word, Literacy Value)> Literacies =
    [
        ("text", Literacy.Text), ("text_and_voice", Literacy.TextAndVoice), ("voice_only", Literacy.VoiceOnly),
        ("识字", Literacy.Text), ("略识字", Literacy.TextAndVoice), ("不识字", Literacy.VoiceOnly),
    ];

    /// <summary>The words for what a contact is.</summary>
    public static readonly ImmutableArray<(string Word, Relation Value)> Relations =
    [
        ("family", Relation.Family), ("neighbour", Relation.Neighbour), ("buddy", Relation.Buddy), ("friend", Relation.Friend), ("other", Relation.Other),
        ("家人", Relation.Family), ("亲属", Relation.Family), ("邻居", Relation.Neighbour), ("结对", Relation.Buddy), ("朋友", Relation.Friend), ("其他", Relation.Other),
    ];

    static readonly ImmutableArray<(string Word, Purpose Value)> Purposes =
    [
        ("service", Purpose.Service), ("welfare", Purpose.Welfare), ("jobs", Purpose.Jobs), ("notices", Purpose.Notices), ("family", Purpose.Family),
        ("服务", Purpose.Service), ("平安", Purpose.Welfare), ("就业", Purpose.Jobs), ("通知", Purpose.Notices), ("家人", Purpose.Family),
    ];

    readonly HashSet<string> _channels = [.. community.Accounts.Values.Select(account => account.Channel)];

    /// <summary>The row; what is wrong with it is reported.</summary>
    public PersonRow Read(RowCells cells)
    {
        cells.CheckWidth();
        var row = new PersonRow
        {
            Line = cells.Line,
            Household = cells.Id("household"),
            Place = cells.Text("place"),
            Unit = cells.Text("unit", 40),
            Person = cells.Id("person"),
            Name = cells.Required("name", 60),
            Born = ReadBorn(cells),
            Language = cells.Word("language", Languages),
            Literacy = cells.Word("literacy", Literacies),
            LivesAlone = cells.Flag("lives_alone"),
            CheckIn = cells.Flag("check_in"),
            Jobs = cells.Flag("jobs"),
            Phones = ReadAddresses(cells, "phones", "sms", Phone),
            Telegram = ReadAddresses(cells, "telegram", "telegram", Chat),
            Needs = cells.List("needs"),
            Labels = ReadLabels(cells),
            Contacts = [.. cells.List("contacts").Select(text => ReadContact(cells, text)).OfType<Contact>()],
            AwayCity = cells.Text("away_city", 40, mayClear: true),
            AwayUntil = cells.Date("away_until", mayClear: true),
            Replace = cells.Flag("replace") ?? false,
            Consents = [.. cells.List("consent").Select(word => cells.Word("consent", word, Purposes)).OfType<Purpose>()],
            ConsentDate = cells.Date("consent_date"),
            ConsentWitness = cells.Text("consent_witness", 60),
        };
        CheckDoor(cells, row);
        CheckAway(cells, row);
        if (!row.Consents.IsEmpty && (row.ConsentDate is null || row.ConsentDate > today)) cells.Report("consent_date", "consent_date");
        return row with { Cleared = cells.Cleared };
    }

    void CheckDoor(RowCells cells, PersonRow row)
    {
        if (row.Place is { } place && !community.Places.ContainsKey(place)) cells.Report("place", "unknown_place", place, Spelling.Hint(place, community.Places.Keys));
        if (!cells.IsTold("place") && !cells.IsTold("household")) cells.Report("place", "missing");
        else if (!cells.IsTold("unit") && (cells.IsTold("place") || !cells.IsTold("household"))) cells.Report("unit", "missing");
    }

    void CheckAway(RowCells cells, PersonRow row)
    {
        if (row.AwayCity is not null && row.AwayUntil is null) cells.Report("away_until", "away_until");
        if (row.AwayUntil is { } until)
        {
            if (row.AwayCity is null) cells.Report("away_city", "away_city");
            if (until < today) cells.Report("away_until", "away_past", Iso(until));
        }
    }

    LocalDate? ReadBorn(RowCells cells)
    {
        var born = cells.Date("born", mayClear: true);
        if (born > today) cells.Report("born", "born_future", Iso(born.Value));
        else if (born < today.PlusYears(-Oldest)) cells.Report("born", "born_long_ago", Iso(born.Value));
        return born;
    }

    ImmutableArray<Address> ReadAddresses(RowCells cells, string column, string channel, Func<RowCells, string, string, Address?> read)
    {
        var texts = cells.List(column);
        if (texts.Length > MostAddresses) cells.Report(column, "too_many_phones", texts.Length.ToString(CultureInfo.InvariantCulture), MostAddresses.ToString(CultureInfo.InvariantCulture));
        if (!texts.IsEmpty && !_channels.Contains(channel)) cells.Report(column, "no_channel", channel, string.Join(", ", _channels.Order(StringComparer.Ordinal)));
        return [.. texts.Select(text => read(cells, column, text)).OfType<Address>().Distinct()];
    }

    static Address? Phone(RowCells cells, string column, string text)
    {
        if (PhoneOf(text) is not { } phone) cells.Report(column, Trouble(text), text);
        else return new Address($"sms:{phone}");
        return null;
    }

    static Address? Chat(RowCells cells, string column, string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat)) return new Address($"telegram:{chat.ToString(CultureInfo.InvariantCulture)}");
        cells.Report(column, "bad_telegram", text);
        return null;
    }

    static string? PhoneOf(string text)
    {
        var bare = Bare(text);
        return Addresses.IsPhone(bare) ? bare : null;
    }

    // People write phones with spaces, dashes and brackets.
    static string Bare(string text) => string.Concat(Understanding.Plain.Form(text.Replace('\'', ' ')).Where(c => c is not (' ' or '-' or '(' or ')' or '.')));

    static string Trouble(string text)
    {
        var bare = Bare(text);
        if (!bare.StartsWith('+')) return bare.All(char.IsAsciiDigit) ? "phone_country" : "phone_bad";
        return bare.Skip(1).All(char.IsAsciiDigit) && bare.Length < 8 ? "phone_short" : "phone_bad";
    }

    ImmutableArray<LabelCell> ReadLabels(RowCells cells)
    {
        var labels = ImmutableArray.CreateBuilder<LabelCell>();
        foreach (var text in cells.List("labels"))
        {
            var parts = text.Replace('：', ':').Split(':', 2, StringSplitOptions.TrimEntries);
            var until = parts.Length > 1 ? cells.Date("labels", parts[1]) : null;
            if (Find(parts[0]) is not { } kind) cells.Report("labels", "unknown_label", parts[0], Spelling.Hint(parts[0], community.Labels.ById.Keys));
            else if (labels.Any(label => label.Label == kind.Id)) cells.Report("labels", "label_twice", kind.Id);
            else labels.Add(new LabelCell(kind.Id, until));
        }
        return labels.ToImmutable();
    }

    LabelKind? Find(string text) => community.Labels.ById.GetValueOrDefault(text)
        ?? community.Labels.ById.Values.FirstOrDefault(kind => kind.Name.Zh == text || kind.Name.En == text);

    static Contact? ReadContact(RowCells cells, string text)
    {
        var parts = text.Replace('｜', '|').Split('|', StringSplitOptions.TrimEntries);
        if (parts.Length is < 2 or > 4 || parts[0].Length == 0)
        {
            cells.Report("contacts", "bad_contact", text);
            return null;
        }
        var relation = cells.Word("contacts", parts[1], Relations);
        Address? address = null;
        if (parts.Length > 2 && parts[2].Length > 0)
        {
            if (PhoneOf(parts[2]) is { } phone) address = new Address($"sms:{phone}");
            else if (Address.TryParse(parts[2], out var other)) address = other;
            else cells.Report("contacts", Trouble(parts[2]), parts[2]);
        }
        return relation is { } known ? new Contact(parts[0], known, address, null, parts.Length > 3 && parts[3].Length > 0 ? parts[3] : null) : null;
    }

    static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
