using System.Text;
using ResidentBot.Channels.Sms;
using Xunit;

namespace ResidentBot.Channels.Tests.Sms;

/// <summary>Our counts beside those of Twilio's own calculator.</summary>
[Trait("needs", "npm")]
public sealed class SegmentsOracleTests
{
    sealed record Question(string Text);

    static async Task AgreeAsync(IEnumerable<string> texts)
    {
        var questions = texts.Select(t => new Question(t)).ToArray();
        var theirs = await NodeOracle.AskAsync("sms-segments.mjs", questions);
        for (var i = 0; i < questions.Length; i++)
        {
            var ours = Segments.Count(questions[i].Text);
            var expected = (theirs[i].GetProperty("encoding").GetString(), theirs[i].GetProperty("parts").GetInt32());
            Assert.True(
                expected == (ours.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2", ours.Parts),
                $"{expected} expected, {ours} counted for: {questions[i].Text}");
            // Theirs is a whole cluster: it begins with what offends, or offends by what follows.
            if (theirs[i].GetProperty("first").GetString() is { } first)
                Assert.Contains(ours.Offending!.Value, first.EnumerateRunes());
        }
    }

    [Fact]
    public Task Every_character_of_the_basic_plane_is_encoded_alike() => AgreeAsync(
        Enumerable.Range(1, 0xFFFF).Where(c => !char.IsSurrogate((char)c)).Select(c => ((char)c).ToString()));

    [Fact]
    public Task Every_length_around_every_border_is_counted_alike() => AgreeAsync(
        from filler in new[] { "a", "€", "好", "a€", "ab好" }
        from length in new[] { 66, 67, 68, 69, 70, 71, 133, 134, 135, 152, 153, 154, 159, 160, 161, 200, 201, 202, 305, 306, 307, 458, 459, 460 }
        select string.Concat(Enumerable.Repeat(filler, length))[..length]);

    [Fact]
    public Task Mixed_texts_with_emoji_are_cut_alike()
    {
        var random = new Random(20260301);
        string[] pieces = ["a", "好", "€", "{", "ç", "\n", "\r\n", "😀", "👍🏽", "👨‍👩‍👧‍👦", "🇨🇳", "❤️", "e\u0301", " ", "，", "1"];
        return AgreeAsync(Enumerable.Range(0, 1500).Select(_ =>
        {
            var few = pieces.OrderBy(_ => random.Next()).Take(random.Next(1, 5)).ToArray();
            var text = new StringBuilder();
            for (var n = random.Next(300); n > 0; n--) text.Append(few[random.Next(few.Length)]);
            return text.ToString();
        }));
    }
}
