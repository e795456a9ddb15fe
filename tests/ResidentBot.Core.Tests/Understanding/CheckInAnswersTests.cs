using ResidentBot.Core.Understanding;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

public sealed class CheckInAnswersTests
{
    static readonly CheckInWords Words = WordFiles.CheckIn();

    [Fact]
    public void Replies_are_read_as_the_table_says() =>
        WordFiles.AssertNone(WordFiles.Table("checkin.tsv")
            .Select(line => line.Split('\t'))
            .Select(cells => (Text: cells[0], Expected: cells[1], Read: CheckInAnswers.Read(cells[0], Words).ToString()))
            .Where(row => row.Expected != row.Read));

    [Fact]
    public void No_word_of_danger_is_ever_fine() =>
        WordFiles.AssertNone(WordFiles.Table("must_fire.txt")
            .SelectMany(text => new[] { text, "好，" + text, text + " ok" })
            .Where(text => CheckInAnswers.Read(text, Words) == CheckInAnswer.Fine));
}
