using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.WebChat;

public sealed class ActivityTests
{
    static readonly Instant At = Instant.FromUtc(2026, 11, 22, 8, 0);
    static readonly ChatToken Token = new("oak", "web", "5f0c", TokenUse.Api, DateTimeOffset.UnixEpoch, "dl_5f0c");

    static Arrival? Read(string json, ImmutableArray<Media> uploads = default) => ActivityReader.Read(
        JsonSerializer.Deserialize(json, WebChatJson.Default.Activity)!, Token, At, uploads.IsDefault ? [] : uploads, "fresh");

    static string Write(ThreadEntry line, long place = 4) =>
        new ActivityWriter(Token, "Oak", hash => "/files/" + hash).Write(line, place) is { } activity
            ? JsonSerializer.Serialize(activity, WebChatJson.Relaxed.Activity) : "";

    static ThreadEntry Line(ThreadKind kind, string? text) => new() { Id = "m1", Kind = kind, At = At, Text = text };

    [Theory]
    [InlineData("""{"type":"message","text":"你好","locale":"zh-CN"}""", "5f0c.n.fresh", ArrivalKind.Message, "你好", null, Language.Zh)]
    [InlineData("""{"type":"message","text":"hi","channelData":{"clientActivityID":"a.1-b"}}""", "5f0c.c.a.1-b", ArrivalKind.Message, "hi", null, null)]
    [InlineData("""{"type":"message","text":"hi","id":"own"}""", "5f0c.c.own", ArrivalKind.Message, "hi", null, null)]
    [InlineData("""{"type":"message","text":"Water","value":{"tap":"d:1:2"},"locale":"en-GB"}""", "5f0c.n.fresh", ArrivalKind.Tapped, "Water", "d:1:2", Language.En)]
    [InlineData("""{"type":"message","value":"Water","locale":"fr"}""", "5f0c.n.fresh", ArrivalKind.Message, "Water", null, null)]
    public void What_a_client_posts_is_read(string json, string id, ArrivalKind kind, string text, string? tap, Language? language)
    {
        var arrival = Read(json)!;

        Assert.Equal((id, kind, text, tap, language), (arrival.ProviderId, arrival.Kind, arrival.Text, arrival.Tap, arrival.Language));
        Assert.Equal(("web", "web:5f0c"), (arrival.Account, arrival.From.Value));
    }

    [Theory]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"event","name":"x","text":"y"}""")]
    [InlineData("""{"type":"message","text":"  "}""")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"image/png","contentUrl":"http://10.0.0.1/x"}]}""")]
    [InlineData("""{"type":"message","entities":[{"type":"GeoCoordinates","latitude":91,"longitude":0}]}""")]
    public void What_says_nothing_is_no_arrival(string json) => Assert.Null(Read(json));

    [Fact]
    public void A_place_is_read_from_its_entity()
    {
        var arrival = Read("""{"type":"message","entities":[{"type":"mention"},{"type":"GeoCoordinates","latitude":31.2,"longitude":121.5,"name":"gate"}]}""")!;

        Assert.Equal(new GeoPoint(31.2, 121.5, "gate"), arrival.Location);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var arrival = Read($$"""{"type":"message","text":"{{new string('a', 4095)}}😀"}""")!;

        Assert.Equal(new string('a', 4095), arrival.Text);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("{brace}")]
    [InlineData("中文")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_client_id_that_no_key_can_hold_is_hashed_the_same_each_time(string id)
    {
        var made = ActivityIds.ProviderId("5f0c", id, "1");

        Assert.Equal(made, ActivityIds.ProviderId("5f0c", id, "2"));
        Assert.Matches("^5f0c\\.h\\.[0-9a-f]{32}$", made);
        Assert.Null(ActivityIds.ClientId("5f0c", made));
    }

    [Fact]
    public void A_question_becomes_plain_text_with_buttons_that_carry_their_tap()
    {
        var json = Write(Line(ThreadKind.Out, "哪里 *坏* 了？") with { Choices = [new Choice("d:1:water", "水管")], AskLocation = true });

        Assert.Equal(
            """{"type":"message","id":"5f0c|0000004","timestamp":"2026-11-22T08:00:00+00:00","from":{"id":"bot","name":"Oak","role":"bot"},"conversation":{"id":"5f0c"},"text":"哪里 *坏* 了？","textFormat":"plain","suggestedActions":{"actions":[{"type":"messageBack","title":"水管","displayText":"水管","text":"水管","value":{"tap":"d:1:water"}}]},"channelData":{"askLocation":true}}""",
            json);
    }

    [Fact]
    public void A_residents_line_comes_back_with_the_id_its_post_was_answered_with()
    {
        var line = Line(ThreadKind.In, "hi") with { ProviderId = Read("""{"type":"message","text":"hi","channelData":{"clientActivityID":"7"}}""")!.ProviderId };

        var json = Write(line);

        Assert.Contains("\"id\":\"5f0c|c.7\"", json, StringComparison.Ordinal);
        Assert.Contains("\"from\":{\"id\":\"dl_5f0c\",\"role\":\"user\"}", json, StringComparison.Ordinal);
        Assert.Contains("\"clientActivityID\":\"7\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ThreadKind.Note, "for colleagues")]
    [InlineData(ThreadKind.Mark, "claimed")]
    [InlineData(ThreadKind.News, null)]
    [InlineData(ThreadKind.In, null)]
    public void What_is_not_for_the_resident_is_not_written(ThreadKind kind, string? text) => Assert.Equal("", Write(Line(kind, text)));

    [Fact]
    public void Staff_speak_under_their_own_name_and_media_we_hold_under_our_address()
    {
        var said = Write(Line(ThreadKind.Out, "hello") with { By = "王敏" });
        var sent = Write(Line(ThreadKind.In, null) with { Media = [new Media("photo", "stored:ab12", "image/png", "tap.png")] });

        Assert.Contains("""{"id":"staff","name":"王敏","role":"bot"}""", said, StringComparison.Ordinal);
        Assert.Contains("""[{"contentType":"image/png","contentUrl":"/files/ab12","name":"tap.png","thumbnailUrl":"/files/ab12"}]""", sent, StringComparison.Ordinal);
    }
}
