using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Accounts;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>A browser without scripts: it keeps cookies, reads pages and sends their forms.</summary>
sealed class DeskClient : IDisposable
{
    const string Password = "open sesame";

    // One for all: making them is slow on purpose.
    static readonly Lazy<string> Trace = new(() => Passwords.Hash(Password));

    readonly HttpClient _http;

    public DeskClient(Uri host, CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = Cookies }) { BaseAddress = host };
    }

    public CookieContainer Cookies { get; }

    /// <summary>A colleague who has chosen a password already, signed in.</summary>
    public static async Task<DeskClient> SignedInAsync(HostApp app, string title = "小山", Role role = Role.Agent, params Scope[] scopes)
    {
        var (name, password) = await NewAccountAsync(app, title, role, scopes);
        var client = new DeskClient(app.Address);
        using var answer = await client.SignInAsync(name, password);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return client;
    }

    /// <summary>An account of its own for a test: all tests share one Redis.</summary>
    public static async Task<(string Name, string Password)> NewAccountAsync(HostApp app, string title, Role role = Role.Agent, params Scope[] scopes)
    {
        var name = $"t{Guid.NewGuid():N}"[..20];
        var account = new DeskAccount { Name = name, Title = title, Role = role, Scopes = scopes, Password = Trace.Value, Stamp = Guid.NewGuid().ToString("N") };
        Assert.True(await app.Services.GetRequiredService<DeskStore>().TrySaveAccountAsync(name, 0, AccountJson.Write(account)));
        return (name, Password);
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password) =>
        SendAsync("/desk/sign-in", "form", ("name", name), ("password", password));

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    public async Task<IHtmlDocument> PageAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await ReadAsync(answer);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>Fills a form of a page and sends it, as a browser would.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string form, params (string Name, string Value)[] typed) =>
        await SendAsync(page, (IHtmlFormElement)(await PageAsync(page)).QuerySelector(form)!, typed);

    public Task<HttpResponseMessage> SendAsync(string page, IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        var fields = form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>().Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Concat(typed.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        return PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : page, fields);
    }

    /// <summary>Sends a form with a file.</summary>
    public async Task<HttpResponseMessage> SendFileAsync(IHtmlFormElement form, byte[] bytes, string name, string text = "")
    {
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>()) content.Add(new StringContent(input.Value), input.Name!);
        content.Add(new StringContent(text), "text");
        content.Add(new ByteArrayContent(bytes), "file", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = content };
        // What is too large is refused before it is sent, and the answer can be read.
        request.Headers.ExpectContinue = true;
        return await _http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(path, content);
    }

    public Task<HttpResponseMessage> StreamAsync(string path, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public void Dispose() => _http.Dispose();
}
