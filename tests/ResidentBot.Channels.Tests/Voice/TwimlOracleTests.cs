using System.Collections.Concurrent;
using System.Xml.Linq;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Voice.VoiceCases;

namespace ResidentBot.Channels.Tests.Voice;

/// <summary>Our TwiML beside Twilio's own classes for it: verbs, what stands in them, attributes and values.</summary>
[Trait("needs", "npm")]
public sealed class TwimlOracleTests
{
    sealed record Verb(string Name, Dictionary<string, string> Attributes, string? Text, Verb[] Inside);

    static Verb Of(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().ToDictionary(attribute => attribute.Name.LocalName, attribute => attribute.Value),
        element.HasElements || element.Value.Length == 0 ? null : element.Value,
        [.. element.Elements().Select(Of)]);

    static async Task<List<XElement>> DocumentsAsync()
    {
        using var http = new HttpClient();
        await using var twilio = await TwilioStandIn.StartAsync();
        var routes = new ConcurrentDictionary<Address, string>();
        var documents = new List<XElement>();
        foreach (var settings in ((string, string?)[][])[[], [("voice_zh", "Polly.Zhiyu"), ("voice_en", "Polly.Amy")], [("recording:call_ask:zh", "https://desk.example.org/a.mp3")]])
        {
            routes.Clear();
            var channel = Channel(http, twilio, routes, null, settings);
            await channel.SendAsync(Ask("A & B <c>？"), TestContext.Current.CancellationToken);
            var call = twilio.Calls[^1];
            documents.Add(call.Document);
            TwilioStandIn.PickUp(call);
            routes[Them] = $"Live {call.Sid} 2026-03-01T08:00:00Z";
            foreach (var message in (Outgoing[])[Say("好的。", "e8.1"), Say("Which of you?", "e9.1"), Say("有人来。", "e10.1") with { Connect = true }])
            {
                await channel.SendAsync(message, TestContext.Current.CancellationToken);
                documents.Add(call.Document);
            }
            foreach (var told in (WebhookRequest[])[Told(""), Told("stay"), Told("heard?s=e7.1.1&l=en", ("Digits", "1")), Told("heard?s=e7.1.1&l=zh"), Told("connect?l=en", ("Direction", "outbound-api")), Told("dialed?l=zh", ("DialCallStatus", "busy"))])
                documents.Add(XElement.Parse(Take(channel.Receive(told)).Body));
        }
        return documents;
    }

    [Fact]
    public async Task Twilios_classes_write_every_document_of_ours()
    {
        var documents = await DocumentsAsync();
        var answers = await NodeOracle.AskAsync("twilio-twiml.mjs", [.. documents.Select(document => new { inside = Of(document).Inside })]);
        for (var i = 0; i < documents.Count; i++)
        {
            Assert.Equal("[]", answers[i].GetProperty("faults").ToString());
            Assert.True(XNode.DeepEquals(documents[i], XElement.Parse(answers[i].GetProperty("xml").GetString()!)), documents[i].ToString());
        }
    }

    [Theory]
    [InlineData("<Response><Gather><Dial>1</Dial></Gather></Response>", "Dial within Gather")]
    [InlineData("<Response><Say langauge=\"zh-CN\">a</Say></Response>", "langauge")]
    [InlineData("<Response><Say language=\"zh-XX\">a</Say></Response>", "zh-XX")]
    [InlineData("<Response><Gather language=\"zh-CN\"/></Response>", "zh-CN")]
    [InlineData("<Response><Gather input=\"keys\"/></Response>", "keys")]
    [InlineData("<Response><Shout>a</Shout></Response>", "Shout")]
    public async Task They_find_what_is_wrong(string document, string fault)
    {
        var answers = await NodeOracle.AskAsync("twilio-twiml.mjs", [new { inside = Of(XElement.Parse(document)).Inside }]);
        Assert.Contains(fault, answers[0].GetProperty("faults").ToString(), StringComparison.Ordinal);
    }
}
