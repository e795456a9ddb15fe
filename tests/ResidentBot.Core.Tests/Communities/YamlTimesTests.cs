using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Files;
using Xunit;

namespace ResidentBot.Core.Tests.Communities;

public sealed class YamlTimesTests
{
    static (YamlMap Map, List<Problem> Problems) Parse(string value)
    {
        var problems = new List<Problem>();
        return (YamlMap.Parse("a.yml", $"key: {value}", problems)!, problems);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("2h", 7200)]
    [InlineData("3d", 259200)]
    public void A_span_is_a_number_and_a_letter(string text, int seconds) =>
        Assert.Equal(Duration.FromSeconds(seconds), Parse(text).Map.Duration("key"));

    [Theory]
    [InlineData("0m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("30")]
    [InlineData("30 m")]
    [InlineData("m")]
    [InlineData("1w")]
    [InlineData("9999999999d")]
    public void Anything_else_is_no_span(string text)
    {
        var (map, problems) = Parse(text);

        Assert.Null(map.Duration("key"));
        Assert.Equal((1, 6), (Assert.Single(problems).Line, problems[0].Column));
    }

    [Theory]
    [InlineData("00:00")]
    [InlineData("08:05")]
    [InlineData("23:59")]
    public void A_time_of_day_has_four_digits(string text) =>
        Assert.Equal(text, LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(Parse(text).Map.Time("key")!.Value));

    [Theory]
    [InlineData("8:00")]
    [InlineData("24:00")]
    [InlineData("08:60")]
    [InlineData("0800")]
    [InlineData("8am")]
    public void Anything_else_is_no_time_of_day(string text)
    {
        var (map, problems) = Parse(text);

        Assert.Null(map.Time("key"));
        Assert.Single(problems);
    }
}
