//! The provinces and the cities of prefecture level in them, and the characters that names of
//! places are made of.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A province as it is called in full, and its cities of prefecture level without 市.
type Province = (&'static str, &'static str);

const PROVINCES: &[Province] = &[
    ("北京市", "北京"),
    ("天津市", "天津"),
    ("上海市", "上海"),
    ("重庆市", "重庆"),
    ("河北省", "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水"),
    ("山西省", "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁"),
    ("内蒙古自治区", "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布"),
    ("辽宁省", "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛"),
    ("吉林省", "长春 吉林 四平 辽源 通化 白山 松原 白城"),
    ("黑龙江省", "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化"),
    ("江苏省", "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁"),
    ("浙江省", "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水"),
    ("安徽省", "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城"),
    ("福建省", "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德"),
    ("江西省", "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶"),
    ("山东省", "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽"),
    ("河南省", "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店"),
    ("湖北省", "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州"),
    ("湖南省", "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底"),
    (
        "广东省",
        "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮",
    ),
    ("广西壮族自治区", "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左"),
    ("海南省", "海口 三亚 三沙 儋州"),
    ("四川省", "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳"),
    ("贵州省", "贵阳 六盘水 遵义 安顺 毕节 铜仁"),
    ("云南省", "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧"),
    ("西藏自治区", "拉萨 日喀则 昌都 林芝 山南 那曲"),
    ("陕西省", "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛"),
    ("甘肃省", "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南"),
    ("青海省", "西宁 海东"),
    ("宁夏回族自治区", "银川 石嘴山 吴忠 固原 中卫"),
    ("新疆维吾尔自治区", "乌鲁木齐 克拉玛依 吐鲁番 哈密"),
    ("台湾省", "台北"),
    ("香港特别行政区", ""),
    ("澳门特别行政区", ""),
];

static CITIES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let cities = |(province, cities): &Province| {
        let province = *province;
        cities.split_whitespace().map(move |city| (city, province))
    };
    PROVINCES.iter().flat_map(cities).collect()
});

/// The province of a city that is given without 市.
pub fn province_of(city: &str) -> Option<&'static str> {
    CITIES.get(city).copied()
}

/// The province whose full name a text ends with.
pub fn province_at_end(text: &str) -> Option<&'static str> {
    PROVINCES.iter().map(|(province, _)| *province).find(|province| text.ends_with(province))
}

/// Characters that names of townships and counties are made of, by far the most of them. A stem of
/// these alone is a name where a stem of others may be any word (贯彻县委, 重点镇).
const TOPONYM: &str = "山水河江湖海溪泉石岩坪坝塘湾桥岭峰沟冲坡坎坳田林森木松柏杉竹梅兰桂花桃李杏枫杨柳槐樟荷莲\
    龙凤虎马牛羊鹤鹿狮鱼雁鸡安平和兴隆盛昌永长太泰新民东西南北中上下大小高金银铜铁锡玉珠宝福寿康宁清青白黄\
    红黑紫蓝绿云天阳光明月星王张刘陈赵周吴郑孙朱胡郭何罗宋谢唐韩冯邓曹彭曾萧蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪\
    姜范方姚谭廖邹熊陆孔崔邱秦顾侯邵孟万段雷钱汤尹黎易常武乔贺赖龚文庞樊殷洪店集铺寨堡关口庄营屯楼塔寺庙观\
    宫仓岗滩洲港浦渡津码头古双三五九千百德仁义礼忠孝信丰茂荣富贵庆祥瑞吉利顺潭井窑砂沙洋浪波沿流源涧渠堰\
    埠垭垸圩墩台岛屿崖崇峨嵩川州陵丘原野坨墟朝晖霞景秀丽凌春夏秋冬雨雪风霜晴旭曙鼎鸿鹏凯翔腾仙圣灵神佛\
    玄观音柴薪炉灶油盐茶酒米粮麦谷稻豆瓜果枣梨橘柑椒藕菱芦苇草蒲菖艾葛\
    丹乌伊冈凰勐卢吕哈喀嘉嘎坂坊坞垌埔塬奎孜尔尕尧尼岐岔岘岚岱岳峡峪彦徐扎敖旺昆晏杭柘柯桐桑梓棠\
    榆汀汶沁沈沱泗泾洛洼淮渚渭滨漳潞濮燕玛瑶甫甸畈界畲疃皋碧祁禾穆绥羌翟聂芝苏苑茅茨荆莱萨董虹蛟\
    袁裕裴襄辛邑邢郝闫阜陂陇靖驿鲁鳌";

/// Further ones that many words are made of, too: enough only where all else says that it is a name.
const ALSO: &str = "首鼓七丙临乃乐乾亚亥亨京亭什仑仔仲伍伦伯佃佐佑佘佳俄俊傅傈傣僳儒克八六冀冢冶凉刁前努勒匡区十华卓\
    博卜卡卧卫厂厝厢厦召合后吐向君呷咀咸哇哨哲喇嘛团园固土圪圭场坑坛坤坦坭垅垛垟垣垦垱城埕埝埭堂\
    堆堌堤塍墅壕夹奥姆姑姬娄娘子宅宏宗官宜家宾寮尉尖尚尤屏岑岙岸峒峤巨巩巫巴巷希帕幸广库府庵建廿\
    弥彰怀恒恩悦惠慈戈戛房抚拉拱振措敦斯旗昂昭晋晓普曲曼朔朗村杖杰板枧柿树栖栗格栾桔桦梁梧梭棚棵\
    椿楞楠榴槎横檀欧殿毛氏汇汉汊汛汝池汲汴汾沂沃沐沥沧沽泊泥泸泽洒洞洮济浒浔浩浮涌涛润淖淝渔渤温\
    湍湘湛湫滦漕潼澄澜澧澳濛濠瀛焦熙牌牟犁珊琅琊琼璜瓦瓮甘甲畔留皂皇盖盘睦瞿矶砚砭硐硕硖碑碛碾磐\
    磨祖祜祝祠禄禹窖窝章箐箕箬篆糯纳绍绒罕翁翠翰耀耿肇肖胜胥腊腰臧舒舜舟良芒芙芭芳芹苍英苴茗荔荫\
    莒莘莞莫莽葫蒙蒿蓉蓬蓼蕉藏虞蚌蜀螺蟠衙褚覃角詹诺谊豫贝贡贤赤路辉辰辽达迎迪迳逊通道邦郊郎郡郢\
    都鄂酉里钦锋锦门闸阁阔阿陀陌陡陶隅隍隘雄雅雍霍靳鞍韦韶颍饶香驼骆鲍鲜鲤鸣鸦鸭鸳鹅麒麓麟麻齐";

static TOPONYMS: LazyLock<HashSet<char>> = LazyLock::new(|| TOPONYM.chars().collect());
static ALL: LazyLock<HashSet<char>> = LazyLock::new(|| TOPONYM.chars().chain(ALSO.chars()).collect());

pub fn is_toponym(c: char) -> bool {
    TOPONYMS.contains(&c)
}

/// Whether names are made of it at all.
pub fn may_be_toponym(c: char) -> bool {
    ALL.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list() {
        assert_eq!(PROVINCES.len(), 34);
        let total: usize = PROVINCES.iter().map(|(_, cities)| cities.split_whitespace().count()).sum();
        assert_eq!(CITIES.len(), total, "no city stands twice");
        // 293 cities of prefecture level, the four municipalities and 台北.
        assert_eq!(total, 293 + 4 + 1);
        for (city, province) in [("杭州", "浙江省"), ("宜春", "江西省"), ("拉萨", "西藏自治区")]
        {
            assert_eq!(province_of(city), Some(province));
        }
        assert_eq!(province_of("青石"), None);
        assert_eq!(province_at_end("按照浙江省"), Some("浙江省"));
        assert!("青石云溪白云柳林".chars().all(is_toponym));
        for word in ["贯彻", "落实", "重点", "示范", "中心", "全面", "按照"] {
            assert!(!word.chars().all(is_toponym), "{word}");
        }
    }
}
