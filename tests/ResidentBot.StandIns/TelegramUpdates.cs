using System.Text.Json.Nodes;

namespace ResidentBot.StandIns;

/// <summary>Composes updates as Telegram words them, with ids counted up; pushing or delivering them is the caller's.</summary>
public sealed partial class TelegramStandIn
{
    long _lastId = 700_000_000;

    /// <summary>A text of a person in a private chat.</summary>
    public string MessageUpdate(long chat, string text, string? language = "zh-hans") =>
        Update("message", Message(chat, language, new JsonObject { ["text"] = text }));

    /// <summary>A tap on an inline button; the stand-in then waits for its answerCallbackQuery.</summary>
    public string TapUpdate(long chat, string data)
    {
        var id = NextId();
        lock (_lock) _taps.Add(id.ToString());
        return Update("callback_query", new JsonObject
        {
            ["id"] = id.ToString(),
            ["from"] = Person(chat, "zh-hans"),
            ["message"] = new JsonObject { ["message_id"] = 1, ["chat"] = Chat(chat), ["date"] = Seconds(), ["text"] = "?" },
            ["chat_instance"] = "-3",
            ["data"] = data,
        });
    }

    /// <summary>A photo in two sizes; getFile hands out <paramref name="bytes"/> for the larger one.</summary>
    public string PhotoUpdate(long chat, byte[] bytes, string? caption = null)
    {
        var large = AddFile(bytes, $"photos/file_{NextId()}.jpg");
        var content = new JsonObject
        {
            ["photo"] = new JsonArray(
                new JsonObject { ["file_id"] = large + "-small", ["file_unique_id"] = "s", ["width"] = 90, ["height"] = 51, ["file_size"] = 1101 },
                new JsonObject { ["file_id"] = large, ["file_unique_id"] = "l", ["width"] = 1280, ["height"] = 720, ["file_size"] = bytes.Length }),
        };
        if (caption is not null) content["caption"] = caption;
        return Update("message", Message(chat, "zh-hans", content));
    }

    /// <summary>A shared location.</summary>
    public string LocationUpdate(long chat, double latitude, double longitude) =>
        Update("message", Message(chat, "zh-hans", new JsonObject { ["location"] = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude } }));

    /// <summary>The person changes the words of a message sent before, as <see cref="MessageUpdate"/> made it.</summary>
    public string EditUpdate(string update, string text)
    {
        var content = JsonNode.Parse(update)!["message"]!.DeepClone().AsObject();
        content["edit_date"] = Seconds();
        content["text"] = text;
        return Update("edited_message", content);
    }

    /// <summary>The person blocked the bot.</summary>
    public string BlockedUpdate(long chat) => MemberUpdate(Chat(chat), "member", "kicked");

    /// <summary>The person took the bot back, without a word.</summary>
    public string UnblockedUpdate(long chat) => MemberUpdate(Chat(chat), "kicked", "member");

    /// <summary>Somebody put the bot into a group.</summary>
    public string GroupUpdate(long group) => MemberUpdate(Group(group), "left", "member");

    /// <summary>Somebody says something in a group.</summary>
    public string GroupMessageUpdate(long group, string text)
    {
        var content = Message(77, "zh-hans", new JsonObject { ["text"] = text });
        content["chat"] = Group(group);
        return Update("message", content);
    }

    string MemberUpdate(JsonObject chat, string before, string now) => Update("my_chat_member", new JsonObject
    {
        ["chat"] = chat,
        ["from"] = Person(77, "zh-hans"),
        ["date"] = Seconds(),
        ["old_chat_member"] = Member(before),
        ["new_chat_member"] = Member(now),
    });

    static JsonObject Member(string status)
    {
        var member = new JsonObject { ["user"] = Bot(), ["status"] = status };
        if (status == "kicked") member["until_date"] = 0;
        return member;
    }

    static JsonObject Group(long id) => new() { ["id"] = id, ["type"] = "group", ["title"] = "Block 3" };

    string Update(string kind, JsonObject content) => new JsonObject { ["update_id"] = NextId(), [kind] = content }.ToJsonString();

    JsonObject Message(long chat, string? language, JsonObject content)
    {
        content["message_id"] = NextId();
        content["from"] = Person(chat, language);
        content["chat"] = Chat(chat);
        content["date"] = Seconds();
        return content;
    }

    static JsonObject Person(long id, string? language)
    {
        var person = new JsonObject { ["id"] = id, ["is_bot"] = false, ["first_name"] = "Li", ["last_name"] = "Lei" };
        if (language is not null) person["language_code"] = language;
        return person;
    }

    static JsonObject Chat(long id) => new() { ["id"] = id, ["type"] = "private", ["first_name"] = "Li", ["last_name"] = "Lei" };

    static JsonObject Bot() => new() { ["id"] = 123456, ["is_bot"] = true, ["first_name"] = "Desk", ["username"] = UserName };

    long NextId() => Interlocked.Increment(ref _lastId);

    long Seconds() => _time.GetUtcNow().ToUnixTimeSeconds();
}
