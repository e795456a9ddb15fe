using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Commands.Init;

/// <summary>The files of a community that nobody lives in yet, from what is known of it.</summary>
sealed record NewCommunity
{
    // Names are quoted as JSON, which YAML reads as well; Chinese stays readable.
    static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Short name: <c>a-z 0-9 -</c>, 2 to 32 characters.</summary>
    public required string Id { get; init; }

    /// <summary>What residents call it.</summary>
    public required Texts Name { get; init; }

    /// <summary>The time zone, as <c>Asia/Shanghai</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>The phone residents can ring.</summary>
    public required string Phone { get; init; }

    /// <summary>Who is on duty.</summary>
    public required string DutyName { get; init; }

    /// <summary>That person's phone or chat; its channel's account is written ready for use, others as comments.</summary>
    public required string DutyAddress { get; init; }

    /// <summary>What <c>host.yml</c> says.</summary>
    public static string HostFile => Template("host.yml");

    /// <summary>The community's own files by name; those that end in <c>.example</c> are read by nobody until they are renamed.</summary>
    public ImmutableArray<(string Name, string Text)> Files()
    {
        var channel = DutyAddress.Split(':')[0];
        var accounts = Fill("accounts.yml")
            .Replace("$telegram\n", Account("telegram.yml", channel == "telegram"), StringComparison.Ordinal)
            .Replace("$sms\n", Account("sms.yml", channel == "sms"), StringComparison.Ordinal);
        return
        [
            ("community.yml", Fill("community.yml")),
            ("accounts.yml", accounts),
            ("queues.yml", Fill("queues.yml")),
            ("staff.yml", Fill("staff.yml")),
            ("ladders.yml", Fill("ladders.yml")),
            ("places.yml", Fill("places.yml")),
            ("labels.yml", Fill("labels.yml")),
            (channel is "telegram" or "sms" ? "check_ins.yml" : "check_ins.yml.example", Fill("check_ins.yml")),
            ("residents.yml.example", Fill("residents.yml")),
        ];
    }

    string Fill(string name) => Template(name)
        .Replace("$id", Id, StringComparison.Ordinal)
        .Replace("$name_zh", Quoted(Name.Zh), StringComparison.Ordinal)
        .Replace("$name_en", Quoted(Name.En), StringComparison.Ordinal)
        .Replace("$zone", Quoted(Zone), StringComparison.Ordinal)
        .Replace("$phone", Quoted(Phone), StringComparison.Ordinal)
        .Replace("$duty_name", Quoted(DutyName), StringComparison.Ordinal)
        .Replace("$duty_address", Quoted(DutyAddress), StringComparison.Ordinal);

    static string Account(string name, bool live)
    {
        var text = Template(name);
        return live ? $"{text}\n" : string.Concat(text.TrimEnd().Split('\n').Select(line => $"# {line[2..]}\n")) + "\n";
    }

    static string Quoted(string text) => JsonSerializer.Serialize(text, Quoting);

    static string Template(string name)
    {
        using var stream = typeof(NewCommunity).Assembly.GetManifestResourceStream($"init/{name}") ?? throw new InvalidOperationException($"there is no template {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
