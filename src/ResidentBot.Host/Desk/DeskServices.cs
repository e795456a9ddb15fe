using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using ResidentBot.Host.Accounts;
using ResidentBot.Store;

namespace ResidentBot.Host.Desk;

/// <summary>The services the console needs.</summary>
static class DeskServices
{
    /// <summary>Registers them. <c>RunningCommunities</c> and <see cref="TimeProvider"/> are taken from the services.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services, RedisLink link, DeskOptions options)
    {
        services.AddSingleton(new DeskStore(link)).AddSingleton(options).AddSingleton<DeskAccounts>().AddSingleton<Live.FeedSight>().AddSingleton<DeskLog>()
            .AddSingleton<Rehearsals.HeldRehearsals>();
        services.AddRazorComponents();
        // Chinese as it is, not as numbers: pages are a third of the size, and their source can be read.
        services.AddWebEncoders(encoders => encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("residentbot");
        services.AddSingleton<ProtectionKeys>().AddSingleton<IStartupFilter, KeyRingOpening>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
            keys.XmlRepository = provider.GetRequiredService<ProtectionKeys>()));
        services.AddAntiforgery(Configure);
        services.AddAuthentication(DeskSession.Scheme).AddCookie(DeskSession.Scheme, DeskSession.Configure);
        services.AddAuthorization();
        return services;
    }

    static void Configure(AntiforgeryOptions options)
    {
        options.FormFieldName = "forgery";
        options.Cookie.Name = "residentbot-form";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/desk";
        options.SuppressXFrameOptionsHeader = true;
    }
}
