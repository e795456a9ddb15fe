using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Telegram;

/// <summary>
/// Reads what getUpdates brought. The cursor is the next offset: asking with it tells Telegram to forget everything before it.
/// <code>[{"update_id":7,"message":{...}},{"update_id":8,"callback_query":{...}}]</code>
/// </summary>
static class TelegramPull
{
    /// <summary>An update we cannot read is passed over, or it would come back first in every pull for ever.</summary>
    public static Pulled Read(JsonElement updates, string? cursor, string account, Instant now)
    {
        if (updates.ValueKind != JsonValueKind.Array) throw new HttpRequestException("Telegram answered getUpdates without a list");
        var arrivals = ImmutableArray.CreateBuilder<Arrival>();
        var courtesies = ImmutableArray.CreateBuilder<Courtesy>();
        var last = long.MinValue;
        foreach (var element in updates.EnumerateArray())
        {
            if (element.TryGetProperty("update_id", out var id) && id.TryGetInt64(out var number)) last = Math.Max(last, number);
            if (Parse(element) is not { } update) continue;
            if (TelegramArrivals.Read(update, account, now) is { } arrival) arrivals.Add(arrival);
            if (TelegramArrivals.CourtesyOf(update) is { } courtesy) courtesies.Add(courtesy);
        }
        var next = last == long.MinValue ? cursor : (last + 1).ToString(CultureInfo.InvariantCulture);
        return new Pulled(arrivals.DrainToImmutable(), next) { Courtesies = courtesies.DrainToImmutable() };
    }

    static TelegramUpdate? Parse(JsonElement element)
    {
        try
        {
            return element.Deserialize(TelegramJson.Default.TelegramUpdate);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
