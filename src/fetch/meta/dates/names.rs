//! What months and days of the week are called, in the languages that most papers are in.

/// The names of each month as they stand in dates, and their short forms. A word that is another month in another
/// language, as the Polish November is the Croatian October, is none.
const MONTHS: [(&str, &str); 12] = [
    (
        "1",
        "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia ledna ianuarie ocak \
           tammikuuta января",
    ),
    (
        "2",
        "february feb februar février fevrier févr fév febrero febbraio fevereiro fev februari lutego února \
           februarie şubat helmikuuta февраля",
    ),
    (
        "3",
        "march mar märz maerz mrz mars marzo março maart mrt marts marca března martie mart maret maaliskuuta \
           марта",
    ),
    ("4", "april apr avril avr abril abr aprile kwietnia dubna aprilie nisan huhtikuuta апреля"),
    ("5", "may mai mayo maggio mag maio mei maj maja května mayıs toukokuuta мая"),
    ("6", "june jun juni juin junio giugno giu junho czerwca června iunie haziran kesäkuuta июня"),
    ("7", "july jul juli juillet juil julio luglio lug julho lipca července iulie temmuz heinäkuuta июля"),
    ("8", "august aug août aout agosto ago augustus augusti sierpnia srpna ağustos agustus elokuuta августа"),
    (
        "9",
        "september sep sept septembre septiembre settembre set setembro września září septembrie eylül syyskuuta \
           сентября",
    ),
    (
        "10",
        "october oct oktober okt octobre octubre ottobre ott outubro out października října octombrie ekim \
            lokakuuta октября",
    ),
    ("11", "november nov novembre noviembre novembro noiembrie kasım marraskuuta ноября"),
    (
        "12",
        "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des grudnia \
            prosince decembrie aralık joulukuuta декабря",
    ),
];
/// English days have short forms of three letters to five; others are written out in dates.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const OTHER_DAYS: &str = "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi \
    vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì \
    sabato domenica segunda terça quarta quinta sexta feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag";

/// The number of a month by its name, in lower case.
pub(super) fn month(word: &str) -> Option<&'static str> {
    MONTHS.iter().find(|(_, names)| names.split_ascii_whitespace().any(|name| name == word)).map(|(number, _)| *number)
}

/// Whether a word is a day of the week or the first letters of one.
pub(in crate::fetch::meta) fn weekday(word: &str) -> bool {
    DAYS.iter().any(|name| *name == word || (3..=5).contains(&word.len()) && name.starts_with(word))
        || OTHER_DAYS.split_ascii_whitespace().any(|name| name == word)
}

/// Whether a word is the name of a month, in full or short.
pub(in crate::fetch::meta) fn is_month(word: &str) -> bool {
    month(word).is_some()
}
