using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using Xunit;

namespace ResidentBot.Core.Tests.Communities;

/// <summary>The shipped folder with a gateway beside Twilio.</summary>
public sealed class GatewayFileTests
{
    const string Folder = "config/oak";

    const string Aliyun = """

          - id: sms-cn
            channel: sms
            gateway: aliyun
            purposes: [service, welfare]
            sign_name: 橡园社区
            access_key_id_env: ALIYUN_KEY_ID
            access_key_secret_env: ALIYUN_KEY_SECRET
            hook_key_env: ALIYUN_HOOK_KEY
            rate: 5
        """;

    const string Rest = """

          - {id: sms-rest, channel: sms, gateway: rest, purposes: [jobs], sender: Oak, token_env: REST_TOKEN, hook_key_env: REST_HOOK_KEY}
        """;

    static string Example(string name) => File.ReadAllText(Path.Combine(Files.Root, "docs", "gateways", name + ".yml"));

    static (Community? Community, List<Problem> Problems) Read(string accounts, params (string Name, string Text)[] gateways)
    {
        var problems = new List<Problem>();
        var files = Files.In(Folder).Select(file => Path.GetFileName(file.Path) == "accounts.yml" ? (file.Path, file.Text + accounts) : file)
            .Concat(gateways.Select(gateway => ($"{Folder}/gateways/{gateway.Name}.yml", gateway.Text)));
        return (CommunityReader.Read(Folder, [.. files], name => "value of " + name, problems), problems);
    }

    static Problem OnlyProblem(string accounts, params (string Name, string Text)[] gateways) => Assert.Single(Read(accounts, gateways).Problems);

    static string Replaced(string text, string before, string after)
    {
        Assert.Contains(before, text);
        return text.Replace(before, after, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_examples_read_without_a_problem_beside_twilio()
    {
        var (oak, problems) = Read(Aliyun + Rest, ("aliyun", Example("aliyun")), ("rest", Example("rest")));
        Assert.Empty(problems);
        var account = oak!.Accounts["sms-cn"];
        Assert.Equal(("value of ALIYUN_KEY_SECRET", "橡园社区"), (account.Settings["access_key_secret"], account.Settings["sign_name"]));
        Assert.Equal("aliyun", account.Gateway!.Name);
        Assert.Null(oak.Accounts["sms-welfare"].Gateway);
    }

    [Fact]
    public void A_demo_switches_off_what_has_no_secrets()
    {
        var files = Files.In(Folder).Select(file => Path.GetFileName(file.Path) == "accounts.yml" ? (file.Path, file.Text + Aliyun) : file)
            .Append(($"{Folder}/gateways/aliyun.yml", Example("aliyun")));
        var problems = new List<Problem>();
        var oak = CommunityReader.Read(Folder, [.. files], _ => null, problems);
        Assert.Empty(problems);
        Assert.Equal(["ALIYUN_KEY_ID", "ALIYUN_KEY_SECRET", "ALIYUN_HOOK_KEY"], oak!.Accounts["sms-cn"].UnsetVariables);
    }

    public static TheoryData<string, string, string> GatewayMistakes => new()
    {
        { "RegionId: cn-hangzhou", "RegionId: \"{region}\"", "nothing fills `{region}`" },
        { "TemplateParam: \"{params}\"", "TemplateParam: \"{param}\"", "nothing fills `{param}` (did you mean `params`?)" },
        { "    OutId: \"{reference}\"\n", "", "nothing that `send` gives can come back as `reference`" },
        { "    PhoneNumbers: \"{to_national}\"\n", "", "nothing says whom the message is for" },
        { "    TemplateCode: \"{template}\"\n", "", "there are templates, and no field names them" },
        { "scheme: hmac-sha1-rpc", "scheme: hmac-sha1", "`scheme` must be one of" },
        { "secret: \"{access_key_secret}\"}", "secret: LTAI4secret}", "a secret never stands in a file" },
        { "secrets: [access_key_id, access_key_secret, hook_key]", "secrets: [access_key_id, access_key_secret, hook_key, text]", "`text` has a meaning already" },
        { "country: 86", "country: CN", "`country` is a country code such as 86" },
        { "url: https://", "url: http://", "would carry our credentials unencrypted" },
        { "  id: BizId", "  ids: BizId", "unknown key `ids`" },
        { "  result: Code\n", "", "give both or neither" },
        { "isv.AMOUNT_NOT_ENOUGH: misconfigured", "isv.AMOUNT_NOT_ENOUGH: too-old", "`isv.AMOUNT_NOT_ENOUGH` must be one of" },
        { "    checkin_thanks:", "    checkin_thank:", "there is no text `checkin_thank` (did you mean `checkin_thanks`?)" },
        { "when: \"{window}\"", "when: \"{time}\"", "nothing fills `{time}`" },
        { "when: \"{window}\"", "when: \"\"", "`when` must not be empty" },
        { "100000005, params: {number: {value: \"{number}\", type: digits", "100000005, params: {number: {value: \"{number}\", type: number", "`type` must be one of digits, text" },
        { "params: {content: \"{text}\"}", "params: {content: hello}", "no variable carries the words" },
        { "  text: content\n", "", "`text` is missing" },
        { "  guard: {path: \"{hook_key}\"}\n  phone: phone_number\n  text", "  guard: {}\n  phone: phone_number\n  text", "anybody could write in a resident's name" },
        { "  guard: {path: \"{hook_key}\"}\n  phone: phone_number\n  text", "  guard: {sources: 10.0.0}\n  phone: phone_number\n  text", "a source is written" },
        { "  guard: {path: \"{hook_key}\"}\n  phone: phone_number\n  text", "  guard: {path: open-sesame}\n  phone: phone_number\n  text", "a secret never stands in a file" },
        { "  time: send_time\n  time_form: yyyy-MM-dd HH:mm:ss\n  zone: Asia/Shanghai", "  time: send_time\n  time_form: yyyy-MM-dd HH:mm:ss\n  zone: Asia/Shangai", "there is no time zone `Asia/Shangai`" },
        { "  time: send_time\n  time_form: yyyy-MM-dd HH:mm:ss\n  zone: Asia/Shanghai", "  time: send_time", "`time_form` is missing" },
        { "  time: send_time\n  time_form: yyyy-MM-dd HH:mm:ss", "  time: send_time\n  time_form: seconds", "`time_form` is unix, unix-ms, iso" },
        { "  success: \"true\"\n", "", "`success` is missing" },
    };

    [Theory]
    [MemberData(nameof(GatewayMistakes))]
    public void One_mistake_in_a_gateway_is_named_where_it_stands(string before, string after, string expected)
    {
        var text = Replaced(Example("aliyun"), before, after);
        var problems = Read(Aliyun, ("aliyun", text)).Problems;
        var found = Assert.Single(problems, problem => problem.Message.Contains(expected, StringComparison.Ordinal));
        Assert.Equal($"{Folder}/gateways/aliyun.yml", found.File);
        Assert.True(found.Line > 1 && found.Column > 0, found.ToString());
        Assert.True(problems.All(problem => problem.File == found.File));
    }

    [Fact]
    public void A_placeholder_that_nothing_fills_is_named_by_line_and_column()
    {
        var found = OnlyProblem(Aliyun, ("aliyun", Replaced(Example("aliyun"), "TemplateParam: \"{params}\"", "TemplateParam: \"{param}\"")));
        Assert.Equal($"{Folder}/gateways/aliyun.yml:15:20: nothing fills `{{param}}` (did you mean `params`?)", found.ToString());
    }

    [Theory]
    [InlineData("\"text\": \"{text}\"", "\"text\": {text}", "`{text}` is a text: it must stand within quotes")]
    [InlineData("\"flash\": false", "\"flash\": no", "`json` is no JSON")]
    [InlineData("\"text\": \"{text}\", ", "", "no field carries the words")]
    [InlineData("\"callback\": \"{receipts_url}\"", "\"callback\": 1", "no receipt would tell which message it is about")]
    [InlineData("over: \"{body}\"", "over: \"{token}\"", "a signature that does not cover `{body}` protects nothing")]
    [InlineData("algorithm: sha256", "algorithm: md5", "`algorithm` must be one of sha1, sha256")]
    [InlineData("  most: 670\n", "  most: 670\n  method: GET\n", "a GET has no body")]
    [InlineData("{scheme: bearer, token: \"{token}\"}", "{scheme: hmac, over: \"{to}\", key: \"{token}\"}", "the signature stands nowhere")]
    public void A_mistake_in_a_request_of_json_is_named(string before, string after, string expected)
    {
        var problem = OnlyProblem(Rest, ("rest", Replaced(Example("rest"), before, after)));
        Assert.Contains(expected, problem.Message);
        Assert.Equal($"{Folder}/gateways/rest.yml", problem.File);
    }

    [Fact]
    public void Every_text_of_a_check_in_needs_its_template_where_only_templates_are_taken()
    {
        var without = string.Join('\n', Example("aliyun").Split('\n').Where(line => !line.StartsWith("  otherwise:", StringComparison.Ordinal)));
        var found = OnlyProblem(Replaced(Aliyun, "purposes: [service, welfare]", "purposes: [welfare]"), ("aliyun", without));
        Assert.StartsWith("gateway `aliyun` takes only templates and has none for checkin_who, rung_ask", found.Message);
        Assert.Equal($"{Folder}/accounts.yml", found.File);
    }

    [Fact]
    public void Talks_need_a_template_for_any_words_where_only_templates_are_taken()
    {
        var without = string.Join('\n', Example("aliyun").Split('\n').Where(line => !line.StartsWith("  otherwise:", StringComparison.Ordinal)));
        Assert.Contains("it needs a template `otherwise`", OnlyProblem(Replaced(Aliyun, "purposes: [service, welfare]", "purposes: [service]"), ("aliyun", without)).Message);
    }

    [Fact]
    public void A_gateway_without_replies_serves_no_check_ins()
    {
        var text = Example("rest");
        var deaf = text[..text.IndexOf("# https", StringComparison.Ordinal)] + text[text.IndexOf("receipts:", StringComparison.Ordinal)..];
        Assert.Empty(Read(Replaced(Rest, "[jobs]", "[notices, family]"), ("rest", deaf)).Problems);
        Assert.EndsWith("has no `inbound`: nobody can answer, so it cannot serve `welfare`", OnlyProblem(Replaced(Rest, "[jobs]", "[welfare]"), ("rest", deaf)).Message);
        Assert.EndsWith("so it cannot serve `jobs`", OnlyProblem(Rest, ("rest", deaf)).Message);
    }

    [Theory]
    [InlineData("gateway: aliyun", "gateway: aliyu", "there is no file in gateways/ for `aliyu` (did you mean `aliyun`?)")]
    [InlineData("hook_key_env: ALIYUN_HOOK_KEY", "hook_key: open", "a secret never stands in a file")]
    [InlineData("    hook_key_env: ALIYUN_HOOK_KEY\n", "", "`hook_key_env` is missing")]
    [InlineData("    sign_name: 橡园社区\n", "", "`sign_name` or `sign_name_env` is missing")]
    [InlineData("sign_name: 橡园社区", "sign_name: 橡园社区\n    sing_name: x", "unknown key `sing_name`")]
    [InlineData("purposes: [service, welfare]", "purposes: [jobs, welfare]", "a carrier's stop word blocks everything from a sender")]
    public void A_mistake_in_an_account_is_named(string before, string after, string expected)
    {
        var problem = OnlyProblem(Replaced(Aliyun, before, after), ("aliyun", Example("aliyun")));
        Assert.Contains(expected, problem.Message);
        Assert.Equal($"{Folder}/accounts.yml", problem.File);
    }

    [Fact]
    public void Check_ins_and_job_notices_do_not_share_a_signature()
    {
        var twin = Replaced(Replaced(Aliyun, "id: sms-cn", "id: sms-cn-jobs"), "[service, welfare]", "[jobs]");
        Assert.StartsWith("account `sms-cn` has the same settings at this gateway", OnlyProblem(Aliyun + twin, ("aliyun", Example("aliyun"))).Message);
        Assert.Empty(Read(Aliyun + Replaced(twin, "橡园社区", "橡园就业"), ("aliyun", Example("aliyun"))).Problems);
    }

    [Fact]
    public void A_file_that_is_no_gateway_by_its_name_is_named()
    {
        var problems = new List<Problem>();
        ImmutableArray<(string, string)> files = [.. Files.In(Folder), ($"{Folder}/gateways/aliyun.yaml", "send: {}")];
        CommunityReader.Read(Folder, files, _ => null, problems);
        Assert.Equal("nobody reads a file `aliyun.yaml`: a gateway's ends in .yml", Assert.Single(problems).Message);
    }
}
