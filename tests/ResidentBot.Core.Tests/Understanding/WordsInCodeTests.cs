using System.Text.RegularExpressions;
using ResidentBot.Core.Tests.Dialogs;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

/// <summary>Words stand in files that can be read, linted and widened; the code holds forms alone.</summary>
public sealed partial class WordsInCodeTests
{
    // Each with why its characters are no words to be widened.
    static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["Channels/Telegram/TelegramRequests.cs"] = "the label of a button Telegram itself draws",
        ["Core/Conversations/PaperCodes.cs"] = "what stands on the printed card before its digits",
        ["Core/Dialogs/Answers/Amounts.cs"] = "how sums of money are written",
        ["Core/Dialogs/Answers/AnswerReader.cs"] = "what skips a question, of the dialog language like yes and no",
        ["Core/Dialogs/Answers/ChoiceMatch.cs"] = "denial before a choice",
        ["Core/Dialogs/Answers/Dates.cs"] = "how days are written",
        ["Core/Dialogs/Answers/Numerals.cs"] = "numerals",
        ["Core/Dialogs/Answers/Ordinal.cs"] = "how a place in a list is written",
        ["Core/Dialogs/Answers/Phones.cs"] = "numerals",
        ["Core/Dialogs/Answers/Spans.cs"] = "how spans of time are written",
        ["Core/Dialogs/Answers/TimesOfDay.cs"] = "how times of day are written",
        ["Core/Dialogs/Answers/YesNo.cs"] = "yes and no, of the dialog language",
        ["Core/Dialogs/Reading/ForbiddenWords.cs"] = "what our own texts must never ask for: a promise, not a setting",
        ["Core/Dialogs/Running/Confirming.cs"] = "denial beside the name of a field",
        ["Core/Imports/Columns.cs"] = "names of columns: the form of a file",
        ["Core/Imports/PersonRowReader.cs"] = "words of columns: the form of a file",
        ["Core/Imports/RowCells.cs"] = "dates, yes and no of a file",
        ["Core/Residents/DoorNumber.cs"] = "how doors are written",
        ["Core/Understanding/Concepts/ConceptBook.cs"] = "an example in a message of `check`",
        ["Core/Understanding/Corrections/Masking.cs"] = "what stands in the place of a name; numerals",
        ["Core/Understanding/Simplified.cs"] = "the table from Traditional to Simplified",
        ["Host/Accounts/DeskAccounts.cs"] = "the name of the first account",
        ["Host/Commands/Chat/Offering.cs"] = "a made-up post of a rehearsal",
        ["Host/Commands/ImportCommand.cs"] = "yes, typed at a terminal by staff",
        ["Host/Commands/InitCommand.cs"] = "names in the files of a new community, to be written over",
        ["Host/Configuration/CheckInRoom.cs"] = "a long name, to measure a text by",
        ["Host/Registers/Door.cs"] = "how doors are written",
        ["Host/Samples/SampleCommunity.cs"] = "a made-up community",
        ["Host/Samples/SampleNames.cs"] = "a made-up community",
    };

    static readonly string Source = Path.Combine(Books.Root, "src");

    [Fact]
    public void No_file_but_those_of_forms_holds_a_Chinese_character_outside_its_comments()
    {
        var found = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(path => File.ReadLines(path).Any(line => Han().IsMatch(Comment().Replace(line, ""))))
            .Select(path => Path.GetRelativePath(Source, path).Replace('\\', '/')["ResidentBot.".Length..]);
        Assert.Equal(Forms.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"[\u3400-\u9fff]")]
    private static partial Regex Han();

    [GeneratedRegex(@"(?<!:)//.*$")]
    private static partial Regex Comment();
}
