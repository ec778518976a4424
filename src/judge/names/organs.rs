//! Organs by their proper names.

use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use aho_corasick::AhoCorasick;
use rust_i18n::t;
use std::sync::LazyLock;

/// Wrong and right. The names in force since the reforms of 2013, 2018 and 2023.
const ORGANS: &[(&str, &str)] = &[
    ("发展与改革委员会", "发展和改革委员会"),
    ("发展与改革局", "发展和改革局"),
    ("人力资源与社会保障局", "人力资源和社会保障局"),
    ("人力资源与社会保障厅", "人力资源和社会保障厅"),
    ("人力资源与社会保障部", "人力资源和社会保障部"),
    ("人力资源和社会保险局", "人力资源和社会保障局"),
    ("住房与城乡建设局", "住房和城乡建设局"),
    ("住房与城乡建设厅", "住房和城乡建设厅"),
    ("住房与城乡建设部", "住房和城乡建设部"),
    ("工业与信息化局", "工业和信息化局"),
    ("工业与信息化厅", "工业和信息化厅"),
    ("工业与信息化部", "工业和信息化部"),
    ("自然资源与规划局", "自然资源和规划局"),
    ("卫生和健康委员会", "卫生健康委员会"),
    ("卫生与健康委员会", "卫生健康委员会"),
    ("卫生和健康局", "卫生健康局"),
    ("卫生与健康局", "卫生健康局"),
    ("农业和农村局", "农业农村局"),
    ("农业与农村局", "农业农村局"),
    ("退伍军人事务局", "退役军人事务局"),
    ("退伍军人服务站", "退役军人服务站"),
    ("纪律监察委员会", "纪律检查委员会"),
    ("监查委员会", "监察委员会"),
    ("人民检查院", "人民检察院"),
    ("工商联合会", "工商业联合会"),
    ("残疾人联合委员会", "残疾人联合会"),
    ("精神文明建设委员会办公室", "精神文明建设指导委员会办公室"),
];

/// 发展与改革委员会
pub fn organ_name(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    static WRONG: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::new(ORGANS.iter().map(|(wrong, _)| wrong)).ok());
    let Some(wrong) = &*WRONG else { return };
    for found in wrong.find_iter(&passage.text) {
        let Some((_, right)) = ORGANS.get(found.pattern().as_usize()) else { continue };
        let message = t!("judge.names.organ", right = right);
        hits.push(Hit::new(found.range(), message).fix(*right));
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn names_of_organs() {
        check(
            "organ-name",
            &[
                ("县发展与改革委员会印发", "发展与改革委员会"),
                ("联合县人力资源与社会保障局举办", "人力资源与社会保障局"),
                ("报住房与城乡建设局备案", "住房与城乡建设局"),
                ("县人民检查院", "人民检查院"),
                ("市卫生和健康委员会", "卫生和健康委员会"),
                ("国家监查委员会", "监查委员会"),
            ],
            &[
                "县发展和改革委员会印发",
                "发展与改革的关系",
                "人力资源和社会保障局",
                "经济发展与改革创新部署",
                "人民检察院",
                "卫生健康委员会、农业农村局、生态环境局",
                "纪律检查委员会",
                "工商业联合会",
                "",
            ],
        );
        check_fixes(
            "organ-name",
            &[("县发展与改革局、县工业与信息化局", "县发展和改革局、县工业和信息化局")],
        );
    }
}
