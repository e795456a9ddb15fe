using System.Text.RegularExpressions;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>The console's words are complete in both languages.</summary>
public sealed partial class TextTests
{
    static readonly Dictionary<string, Texts> All = DeskTexts.Entries.ToDictionary(entry => entry.Id, entry => entry.Texts, StringComparer.Ordinal);

    [Fact]
    public void Every_text_has_both_languages_and_the_same_values_in_both()
    {
        foreach (var (id, texts) in All)
        {
            Assert.False(string.IsNullOrWhiteSpace(texts.Zh) || string.IsNullOrWhiteSpace(texts.En), id);
            Assert.Equal(Values(texts.Zh), Values(texts.En));
        }
    }

    [Fact]
    public void Every_text_that_the_pages_name_is_there()
    {
        var folder = Path.Combine(TestCommunity.Repository(), "src", "ResidentBot.Host", "Desk");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".cs" or ".razor").ToList();
        Assert.NotEmpty(files);
        var missing = files.SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(match => match.Groups["id"].Value))
            .Distinct().Where(id => !All.ContainsKey(id));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_word_of_the_closed_lists_has_a_text()
    {
        List<string> ids =
        [
            .. Names<TicketKind>("kind"), .. Names<Urgency>("urgency"), .. Names<TicketState>("state"), .. Names<CheckInState>("checkin"),
            .. Names<DeliveryState>("delivery"), .. Names<SendError>("error"), .. Names<Purpose>("purpose"), .. Names<Role>("role"),
            .. StaffWords.Reportable.Select(code => $"outcome_{code}"),
        ];
        Assert.All(ids, id => Assert.True(All.ContainsKey(id), id));
    }

    [Fact]
    public void Every_word_of_the_audit_log_is_on_the_closed_list_and_has_a_text()
    {
        var written = new[] { @"\.Log\([^,]+, ""(?<word>[^""]+)""", @"Log(?:Read)?Async\(""(?<word>[^""]+)""", @"log\.WriteAsync\([^,]+, ""(?<word>[^""]+)""", @"new LogEntry\([^""]+, ""bot"", ""(?<word>[^""]+)""" };
        var words = Directory.EnumerateFiles(Path.Combine(TestCommunity.Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text => written.SelectMany(pattern => Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5))))
            .Select(match => match.Groups["word"].Value).Distinct().ToList();
        Assert.True(words.Count > 15, string.Join(", ", words));
        Assert.Empty(words.Except(AuditWords.All));
        Assert.All(AuditWords.All, word => Assert.True(All.ContainsKey($"audit_{word}"), word));
    }

    [Theory]
    [InlineData("src/ResidentBot.Core", @"\.Refuse\(""(?<id>[a-z_]+)""", "refusal_")]
    [InlineData("src/ResidentBot.Core", @"\.With\(turn, [^,)]+, ""(?<id>[a-z ]+)""", "entry_")]
    [InlineData("src/ResidentBot.Host/Accounts", @"Refusal: ""(?<id>[a-z_]+)""", "refusal_")]
    [InlineData("src/ResidentBot.Host/Accounts", @"Unfit\(""(?<id>[a-z_]+)""", "")]
    public void Every_word_that_a_decision_can_give_has_a_text(string folder, string pattern, string prefix)
    {
        var ids = Directory.EnumerateFiles(Path.Combine(TestCommunity.Repository(), folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), pattern, RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Select(match => prefix + match.Groups["id"].Value).Distinct().ToList();
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.True(All.ContainsKey(id), id));
    }

    static IEnumerable<string> Names<T>(string list) where T : struct, Enum => Enum.GetNames<T>().Select(name => $"{list}_{name}");

    static List<string> Values(string text) => [.. Value().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"(?:\bT\[|\bT\.Say\()""(?<id>[A-Za-z_ -]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
