namespace ResidentBot.Host.Samples;

/// <summary>Made-up Chinese names of the commonest surnames and given names.</summary>
static class SampleNames
{
    const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万";
    static readonly string[] Old = ["桂珍", "秀英", "玉兰", "凤英", "淑珍", "桂芳", "秀兰", "玉珍", "德华", "富贵", "建国", "国强", "志明", "永福", "金山", "德胜", "长顺", "明德", "树林", "广才"];
    static readonly string[] Grown = ["伟", "芳", "娜", "敏", "静", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "丽", "小红", "建军", "海燕", "志强", "晓东", "丽华", "春梅", "国庆", "文斌", "俊峰"];
    static readonly string[] Young = ["子涵", "欣怡", "浩然", "雨桐", "梓轩", "诗涵", "宇航", "可馨", "思远", "佳怡", "一诺", "俊熙", "梦琪", "天佑", "乐乐", "小宝"];

    /// <summary>A surname.</summary>
    public static string Surname(Random chance) => Surnames[chance.Next(Surnames.Length)].ToString();

    /// <summary>A given name of somebody's years.</summary>
    public static string Given(Random chance, int age)
    {
        var names = age >= 55 ? Old : age >= 18 ? Grown : Young;
        return names[chance.Next(names.Length)];
    }
}
