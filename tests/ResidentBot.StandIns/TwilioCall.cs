using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>A call at the stand-in, as far as it has come.</summary>
public sealed class TwilioCall
{
    internal TwilioCall(string sid, string from, string to, bool isInbound, XElement document) =>
        (Sid, From, To, IsInbound, Document) = (sid, from, to, isInbound, document);

    /// <summary>CallSid.</summary>
    public string Sid { get; }

    /// <summary>Who rings.</summary>
    public string From { get; }

    /// <summary>Who is rung.</summary>
    public string To { get; }

    /// <summary>Whether a person rang us.</summary>
    public bool IsInbound { get; }

    /// <summary>queued, ringing, in-progress, completed, busy, no-answer, failed or canceled.</summary>
    public string Status { get; set; } = "queued";

    /// <summary>The TwiML that is being carried out.</summary>
    public XElement Document { get; internal set; }

    /// <summary>How often our API put other TwiML in its place.</summary>
    public int Updates { get; internal set; }

    /// <summary>What the create request asked for; empty for a call that came in.</summary>
    public IReadOnlyDictionary<string, string[]> Form { get; internal init; } = new Dictionary<string, string[]>();

    /// <summary>Where a call that came in tells its status.</summary>
    internal string? StatusUrl { get; init; }

    /// <summary>All that is said by what is being carried out, up to the next question that listens.</summary>
    public string Said
    {
        get
        {
            var said = new List<string>();
            foreach (var verb in Document.Elements())
            {
                said.AddRange(verb.DescendantsAndSelf().Where(one => one.Name.LocalName is "Say" or "Play").Select(one => one.Value));
                if (verb.Name.LocalName is "Gather" or "Redirect" or "Dial" or "Hangup") break;
            }
            return string.Join('\n', said);
        }
    }

    internal string? One(string name) => Form.TryGetValue(name, out var values) ? values[0] : null;

    internal static TwilioCall Of(string sid, IFormCollection form) => new(sid, form["From"]!, form["To"]!, isInbound: false, XElement.Parse(form["Twiml"]!))
    {
        Form = form.ToDictionary(field => field.Key, field => field.Value.Select(value => value!).ToArray(), StringComparer.Ordinal),
    };

    internal List<KeyValuePair<string, string>> Told(string accountSid, params (string Name, string Value)[] more) =>
    [
        new("CallSid", Sid), new("AccountSid", accountSid), new("From", From), new("To", To), new("CallStatus", Status), new("ApiVersion", "2010-04-01"),
        new("Direction", IsInbound ? "inbound" : "outbound-api"), new("Caller", From), new("Called", To), new("FromCountry", ""),
        .. more.Select(field => KeyValuePair.Create(field.Name, field.Value.ToString(CultureInfo.InvariantCulture))),
    ];
}
