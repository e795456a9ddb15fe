using NodaTime;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

/// <summary>One request for each kind of update, as Telegram words it.</summary>
public sealed class TelegramArrivalsTests
{
    const string Head = """ "message_id":5,"from":{"id":5000000077,"is_bot":false,"first_name":"Li","last_name":"Lei","language_code":"zh-hans"},"chat":{"id":5000000077,"type":"private"},"date":1700000000 """;

    static readonly Instant Sent = Instant.FromUnixTimeSeconds(1700000000);

    public static TheoryData<string, string, Arrival> Kinds => new()
    {
        { "a text", Message("""  "text":"厨房 \ud83d\udca7" """), Said with { Text = "厨房 💧" } },
        { "a start", Message(""" "text":"/start","entities":[{"type":"bot_command","offset":0,"length":6}] """), Said with { Kind = ArrivalKind.Started } },
        { "a start from a link", Message(""" "text":"/start b12-3" """), Said with { Kind = ArrivalKind.Started, Tap = "b12-3" } },
        { "a start with a forged tap", Message(""" "text":"/start t:1042:fixed" """), Said with { Kind = ArrivalKind.Started } },
        { "another command", Message(""" "text":"/started" """), Said with { Text = "/started" } },
        {
            "a photo", Message(""" "caption":"水管","photo":[{"file_id":"S","file_unique_id":"s","width":90,"height":51},{"file_id":"L","file_unique_id":"l","width":1280,"height":720},{"file_id":"M","file_unique_id":"m","width":320,"height":180}] """),
            Said with { Text = "水管", Media = [new Media("photo", "L", "image/jpeg")] }
        },
        {
            "a voice", Message(""" "voice":{"duration":2,"mime_type":"audio/ogg","file_id":"V","file_unique_id":"v","file_size":100} """),
            Said with { Media = [new Media("voice", "V", "audio/ogg")] }
        },
        {
            "a video", Message(""" "video":{"duration":2,"width":10,"height":10,"file_name":"a.mp4","mime_type":"video/mp4","thumbnail":{"file_id":"T","file_unique_id":"t","width":1,"height":1},"thumb":{"file_id":"T","file_unique_id":"t","width":1,"height":1},"file_id":"V","file_unique_id":"v"} """),
            Said with { Media = [new Media("video", "V", "video/mp4", "a.mp4")] }
        },
        { "a video note", Message(""" "video_note":{"duration":2,"length":240,"file_id":"V","file_unique_id":"v"} """), Said with { Media = [new Media("video", "V")] } },
        {
            "an animation", Message(""" "animation":{"file_id":"G","file_unique_id":"g","width":1,"height":1,"duration":1,"mime_type":"video/mp4"},"document":{"file_id":"G","file_unique_id":"g","mime_type":"video/mp4"} """),
            Said with { Media = [new Media("video", "G", "video/mp4")] }
        },
        {
            "a document", Message(""" "caption":"合同","document":{"file_name":"合同.pdf","mime_type":"application/pdf","file_id":"D","file_unique_id":"d","file_size":9} """),
            Said with { Text = "合同", Media = [new Media("file", "D", "application/pdf", "合同.pdf")] }
        },
        { "an audio", Message(""" "audio":{"duration":2,"mime_type":"audio/mpeg","file_id":"A","file_unique_id":"a"} """), Said with { Media = [new Media("file", "A", "audio/mpeg")] } },
        { "a sticker", Message(""" "sticker":{"width":512,"height":512,"emoji":"👍","is_animated":false,"is_video":false,"type":"regular","thumb":{},"thumbnail":{},"file_id":"K","file_unique_id":"k"} """), Said with { Text = "👍" } },
        { "a location", Message(""" "location":{"latitude":31.2304,"longitude":-121.5} """), Said with { Location = new GeoPoint(31.2304, -121.5) } },
        {
            "a venue", Message(""" "location":{"latitude":31,"longitude":121},"venue":{"location":{"latitude":31,"longitude":121},"title":"南门","address":"x"} """),
            Said with { Location = new GeoPoint(31, 121, "南门") }
        },
        { "his own number", Message(""" "contact":{"phone_number":"+15550100","first_name":"Li","user_id":5000000077} """), Said with { Text = "+15550100" } },
        { "his own number without a plus", Message(""" "contact":{"phone_number":"8613912345678","first_name":"Li","user_id":5000000077} """), Said with { Text = "+8613912345678" } },
        { "somebody's number", Message(""" "contact":{"phone_number":"+15550100","first_name":"Han","last_name":"Mei","user_id":9} """), Said with { Text = "Han Mei +15550100" } },
        { "a number from the phone's book", Message(""" "contact":{"phone_number":"020 7946 0018","first_name":"Han"} """), Said with { Text = "Han 020 7946 0018" } },
        { "a still sticker without a meaning", Message(""" "sticker":{"width":512,"height":512,"is_animated":false,"is_video":false,"type":"regular","file_id":"K","file_unique_id":"k"} """), Said with { Media = [new Media("photo", "K", "image/webp")] } },
        { "a moving sticker without a meaning", Message(""" "sticker":{"width":512,"height":512,"is_animated":true,"is_video":false,"type":"regular","file_id":"K","file_unique_id":"k"} """), Said with { Text = "📎" } },
        { "a film of a sticker", Message(""" "sticker":{"width":512,"height":512,"is_animated":false,"is_video":true,"type":"regular","file_id":"K","file_unique_id":"k"} """), Said with { Media = [new Media("video", "K", "video/webm")] } },
        { "a throw of dice", Message(""" "dice":{"emoji":"🎯","value":6} """), Said with { Text = "🎯" } },
        { "a poll", Message(""" "poll":{"id":"1","question":"周日开会？","options":[],"total_voter_count":0,"is_closed":false,"is_anonymous":true,"type":"regular","allows_multiple_answers":false} """), Said with { Text = "周日开会？" } },
        { "a checklist", Message(""" "checklist":{"title":"买菜","tasks":[{"id":1,"text":"米"}]} """), Said with { Text = "买菜" } },
        { "a story", Message(""" "story":{"id":3,"chat":{"id":5,"type":"channel"}} """), Said with { Text = "📎" } },
        { "a game", Message(""" "game":{"title":"Chess","description":"x","photo":[]} """), Said with { Text = "📎" } },
        { "an edit", $$$"""{"update_id":900,"edited_message":{{{{Head}}},"edit_date":1700000060,"text":"3-2-502"}}""", Said with { Text = "3-2-502", At = Sent + Duration.FromMinutes(1), FirstSent = Sent } },
        {
            "a tap", Tap(""" "message":{"message_id":4,"chat":{"id":5000000077,"type":"private"},"date":1700000000,"text":"?"},"data":"yes" """),
            Blank with { Kind = ArrivalKind.Tapped, Tap = "yes", At = TelegramBot.Now }
        },
        {
            "a tap under a message long gone", Tap(""" "message":{"message_id":4,"chat":{"id":5000000077,"type":"private"},"date":0},"data":"no" """),
            Blank with { Kind = ArrivalKind.Tapped, Tap = "no", At = TelegramBot.Now }
        },
        { "a tap without its message", Tap(""" "data":"no" """), Blank with { Kind = ArrivalKind.Tapped, Tap = "no", At = TelegramBot.Now } },
        { "a block", Member("private", "kicked"), Blank with { Kind = ArrivalKind.Blocked } },
        { "an unblock", Member("private", "member"), Blank with { Kind = ArrivalKind.Unblocked } },
        { "an impossible date", Message(""" "text":"x" """).Replace("1700000000", "9223372036854775807"), Said with { Text = "x", At = TelegramBot.Now } },
    };

    public static TheoryData<string, string> Nothings => new()
    {
        { "no kind", """{"update_id":900}""" },
        { "a kind of next year", """{"update_id":900,"telepathy":{"id":1}}""" },
        { "an inline query", """{"update_id":900,"inline_query":{"id":"1","from":{"id":7,"is_bot":false,"first_name":"x"},"query":"","offset":""}}""" },
        { "a group", """{"update_id":900,"message":{"message_id":1,"from":{"id":7,"is_bot":false,"first_name":"x"},"chat":{"id":-1001234567890,"type":"supergroup","title":"g"},"date":1700000000,"text":"hi"}}""" },
        { "a channel", """{"update_id":900,"channel_post":{"message_id":1,"chat":{"id":-1001234567890,"type":"channel","title":"g"},"date":1700000000,"text":"hi"}}""" },
        { "a tap in a group", Tap(""" "message":{"message_id":4,"chat":{"id":-5,"type":"group"},"date":1700000000},"data":"yes" """) },
        { "a tap on a game", Tap(""" "game_short_name":"chess" """) },
        { "a service message", Message(""" "pinned_message":{"message_id":1,"chat":{"id":77,"type":"private"},"date":1} """) },
        { "a live location that moved", $$$"""{"update_id":900,"edited_message":{{{{Head}}},"edit_date":1700000060,"location":{"latitude":1,"longitude":1,"live_period":60} }}""" },
        { "a removal from a group", Member("group", "kicked") },
    };

    public static TheoryData<string, string, Courtesy?> Wanted => new()
    {
        { "a tap", Tap(""" "data":"yes" """), new Courtesy.AnswerTap("4382bfdwdsb") },
        { "a tap on a game", Tap(""" "game_short_name":"chess" """), new Courtesy.AnswerTap("4382bfdwdsb") },
        { "a tap in a group", Tap(""" "message":{"message_id":4,"chat":{"id":-5,"type":"group"},"date":1700000000},"data":"yes" """), new Courtesy.AnswerTap("4382bfdwdsb") },
        { "put into a group", Member("group", "member", "left"), new Courtesy.LeaveGroup(Group, Says: true) },
        { "put into a large group, with rights", Member("supergroup", "administrator", "kicked"), new Courtesy.LeaveGroup(Group, Says: true) },
        { "given rights in a group", Member("supergroup", "administrator", "member"), null },
        { "put into a channel", Member("channel", "administrator", "left"), new Courtesy.LeaveGroup(Group, Says: false) },
        { "put out of a group", Member("group", "kicked"), null },
        {
            "said in a group", """{"update_id":900,"message":{"message_id":1,"from":{"id":7,"is_bot":false,"first_name":"x"},"chat":{"id":-5,"type":"supergroup","title":"g"},"date":1700000000,"text":"hi"}}""",
            new Courtesy.LeaveGroup(new Address("telegram:-5"), Says: false)
        },
        { "said to us alone", Message(""" "text":"x" """), null },
        { "a block", Member("private", "kicked"), null },
    };

    static readonly Address Group = new("telegram:5000000077");

    static Arrival Said => Blank with { Message = "5" };

    static Arrival Blank => new()
    {
        Account = "tg",
        From = new Address("telegram:5000000077"),
        ProviderId = "900",
        At = Sent,
        Language = Language.Zh,
        Name = "Li Lei",
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_update_becomes_what_the_resident_did(string kind, string update, Arrival expected)
    {
        var arrival = Assert.Single(Accept(update).Arrivals);
        Assert.Equal(expected.Media, arrival.Media.AsEnumerable());
        Assert.True(expected with { Media = [] } == arrival with { Media = [] }, $"{kind}: {arrival}");
    }

    [Theory]
    [MemberData(nameof(Nothings))]
    public void What_means_nothing_to_us_is_accepted_in_silence(string kind, string update) => Assert.True(Accept(update).Arrivals.IsEmpty, kind);

    [Theory]
    [MemberData(nameof(Wanted))]
    public void What_an_update_wants_done_at_once_is_told(string kind, string update, Courtesy? expected)
    {
        Courtesy[] courtesies = expected is null ? [] : [expected];
        Assert.True(courtesies.SequenceEqual(Accept(update).Courtesies), kind);
    }

    [Theory]
    [InlineData("zh", Language.Zh)]
    [InlineData("zh-hant", Language.Zh)]
    [InlineData("ZH-CN", Language.Zh)]
    [InlineData("en", Language.En)]
    [InlineData("en-GB", Language.En)]
    [InlineData("fr", null)]
    [InlineData("", null)]
    public void The_language_is_the_accounts(string code, Language? expected) =>
        Assert.Equal(expected, Accept(Message(""" "text":"x" """).Replace("zh-hans", code)).Arrivals[0].Language);

    [Theory]
    [InlineData("a", 4096, 4096)]
    [InlineData("a", 4097, 4096)]
    [InlineData("😀", 2048, 4096)]
    [InlineData("aaa😀aaaaaa", 400, 4095)]
    public void A_long_text_is_cut_but_never_inside_a_character(string piece, int times, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var arrival = Accept(Message($"\"text\":\"{text}\"")).Arrivals[0];
        Assert.Equal(text[..length], arrival.Text);
        Assert.False(char.IsHighSurrogate(arrival.Text[^1]));
    }

    static Reception.Accepted Accept(string update) => Assert.IsType<Reception.Accepted>(TelegramBot.Unconnected().Receive(TelegramBot.Hook(update)));

    static string Message(string content) => $$$"""{"update_id":900,"message":{{{{Head}}},{{{content}}}}}""";

    static string Tap(string content) =>
        $$$"""{"update_id":900,"callback_query":{"id":"4382bfdwdsb","from":{"id":5000000077,"is_bot":false,"first_name":"Li","last_name":"Lei","language_code":"zh-hans"},"chat_instance":"-3",{{{content}}}}}""";

    static string Member(string type, string status, string before = "member") =>
        $$$"""{"update_id":900,"my_chat_member":{"chat":{"id":5000000077,"type":"{{{type}}}"},"from":{"id":5000000077,"is_bot":false,"first_name":"Li","last_name":"Lei","language_code":"zh-hans"},"date":1700000000,"old_chat_member":{"user":{"id":1,"is_bot":true,"first_name":"b"},"status":"{{{before}}}"},"new_chat_member":{"user":{"id":1,"is_bot":true,"first_name":"b"},"status":"{{{status}}}","until_date":0} }}""";
}
