//! Which date and time is a number of seconds since 1970, in the time zone of who reads the trace?
//!
//! The zone is found as the C library finds it, so that a date is what strace and
//! date(1) print. What it was made of can be written into a file: the rules of a
//! zone change with each year's tzdata, its name alone would not do elsewhere.
//! Two things differ: the C library counts leap seconds where a zone has them
//! (right/UTC), and summer time in millions of years overflows there.

use std::env::var_os;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use anyhow::ensure;
use anyhow::Context;
use anyhow::Result;
use jiff::tz::TimeZone;
use jiff::Timestamp;

/// The most bytes that a zone is made of: the largest of tzdata has 4,000.
pub const SOURCE_LIMIT: usize = 64 << 10;

/// The zone of who has not said which.
const LOCALTIME: &str = "/etc/localtime";
/// Where zones are by name,
const ZONES: &str = "/usr/share/zoneinfo";
/// and when they change to summer time in a string that has no rule for it: as in the United States.
const DEFAULT_RULE: &str = ",M3.2.0,M11.1.0";

/// Seconds of 400 years: after so many, dates and days of the week come again, and the rules of a zone with them.
const CYCLE: i64 = 146_097 * 86_400;
const YEARS_OF_CYCLE: i64 = 400;

/// What a zone is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The bytes of a TZif file (tzfile(5)).
    Tzif(Vec<u8>),
    /// A rule of POSIX: `CET-1CEST,M3.5.0,M10.5.0/3`.
    Posix(String),
}

/// A time zone.
#[derive(Debug, Clone)]
pub struct Zone {
    rules: TimeZone,
    source: Source,
}

/// A date and a time of day, and how far they are ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime {
    /// Any year, also those that no calendar has.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Seconds east of Greenwich.
    pub offset: i32,
}

impl Zone {
    /// The zone made of that; an error if it makes none.
    pub fn new(source: Source) -> Result<Zone> {
        let rules = match &source {
            Source::Tzif(bytes) => {
                ensure!(bytes.len() <= SOURCE_LIMIT, "a time zone of {} bytes", bytes.len());
                TimeZone::tzif("", bytes).context("not a time zone")?
            }
            Source::Posix(rule) => {
                ensure!(rule.len() <= SOURCE_LIMIT, "a time zone of {} bytes", rule.len());
                TimeZone::posix(rule).context("not a time zone")?
            }
        };
        Ok(Zone { rules, source })
    }

    /// The zone that the environment says.
    pub fn here() -> Zone {
        let folder = var_os("TZDIR").filter(|folder| !folder.is_empty()).unwrap_or(ZONES.into());
        Zone::of(var_os("TZ").as_deref(), Path::new(&folder), Path::new(LOCALTIME))
    }

    /// The zone of a value of TZ, by the rules of tzset(3); UTC if that says none.
    fn of(value: Option<&OsStr>, folder: &Path, localtime: &Path) -> Zone {
        let Some(value) = value else { return Zone::read(localtime).unwrap_or_default() };
        let name = OsStr::from_bytes(value.as_bytes().strip_prefix(b":").unwrap_or(value.as_bytes()));
        if name.is_empty() {
            return Zone::default();
        }
        // Joining an absolute path is that path.
        Zone::read(&folder.join(name)).ok().or_else(|| Zone::ruled(name.to_str()?)).unwrap_or_default()
    }

    fn read(path: &Path) -> Result<Zone> {
        // Anybody can name a pipe here, whose open() would wait.
        ensure!(path.metadata()?.is_file(), "not a file");
        let mut bytes = Vec::new();
        File::open(path)?.take(SOURCE_LIMIT as u64 + 1).read_to_end(&mut bytes)?;
        Zone::new(Source::Tzif(bytes))
    }

    /// The zone of a rule, which need not say when summer time begins and ends.
    fn ruled(rule: &str) -> Option<Zone> {
        let zone = |rule: String| Zone::new(Source::Posix(rule)).ok();
        zone(rule.to_owned()).or_else(|| zone(format!("{rule}{DEFAULT_RULE}")))
    }

    /// What it was made of: [`Zone::new`] makes the same of it, anywhere.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The date and time of so many seconds since 1970.
    pub fn at(&self, seconds: i64) -> DateTime {
        let (cycles, near) = match Timestamp::from_second(seconds) {
            Ok(near) => (0, near),
            // What jiff has no years for is looked up at that place of its last cycle, or of its first.
            Err(_) => {
                let (low, high) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
                let nearest = if seconds < 0 { low.div_euclid(CYCLE) + 1 } else { high.div_euclid(CYCLE) - 1 };
                let near = seconds.rem_euclid(CYCLE) + nearest * CYCLE;
                (seconds.div_euclid(CYCLE) - nearest, Timestamp::from_second(near).unwrap_or_default())
            }
        };
        let offset = match &self.source {
            // The C library applies such a rule to no year before 1970.
            Source::Posix(_) => self.rules.to_offset(near.max(Timestamp::UNIX_EPOCH)),
            Source::Tzif(_) => self.rules.to_offset(near),
        };
        let local = offset.to_datetime(near);
        DateTime {
            year: i64::from(local.year()) + cycles * YEARS_OF_CYCLE,
            month: local.month() as u8,
            day: local.day() as u8,
            hour: local.hour() as u8,
            minute: local.minute() as u8,
            second: local.second() as u8,
            offset: offset.seconds(),
        }
    }
}

impl Default for Zone {
    /// UTC.
    fn default() -> Zone {
        Zone { rules: TimeZone::UTC, source: Source::Posix("UTC0".to_owned()) }
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.source == other.source
    }
}

impl Eq for Zone {}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::path::PathBuf;
    use std::process::Command;
    use std::process::Stdio;

    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::prop_assert;
    use proptest::proptest;
    use proptest::sample::Index;

    use super::*;

    /// Two kinds of time, one change at 2023-11-14T22:13:20Z, and a rule for what follows: as zic(8) would write it.
    fn tzif() -> Vec<u8> {
        let head = |version: u8, times: u32, types: u32, chars: u32| {
            let mut head = b"TZif".to_vec();
            head.push(version);
            head.extend([0; 15]);
            for count in [0, 0, 0, times, types, chars] {
                head.extend(count.to_be_bytes());
            }
            head
        };
        let mut bytes = head(b'2', 0, 1, 4);
        bytes.extend([0, 0, 0, 0, 0, 0]);
        bytes.extend(b"LMT\0");
        bytes.extend(head(b'2', 1, 2, 9));
        bytes.extend(1_700_000_000_i64.to_be_bytes());
        bytes.push(1);
        bytes.extend(632_i32.to_be_bytes());
        bytes.extend([0, 0]);
        bytes.extend((-12_600_i32).to_be_bytes());
        bytes.extend([0, 4]);
        bytes.extend(b"LMT\0ABCD\0");
        bytes.extend(b"\nABCD3:30\n");
        bytes
    }

    fn shown(zone: &Zone, seconds: i64) -> String {
        let DateTime { year, month, day, hour, minute, second, offset } = zone.at(seconds);
        format!("{year}-{month}-{day} {hour}:{minute}:{second} {offset}")
    }

    fn ruled(rule: &str) -> Zone {
        Zone::new(Source::Posix(rule.to_owned())).unwrap()
    }

    #[test]
    fn a_zone_is_found_as_the_c_library_finds_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("Area")).unwrap();
        fs::write(path("Area/Place"), tzif()).unwrap();
        fs::write(path("CET-1"), "no zone").unwrap();
        fs::write(path("localtime"), tzif()).unwrap();
        let of = |value: &str| Zone::of(Some(OsStr::new(value)), folder.path(), &path("localtime")).source;
        let (file, utc) = (Source::Tzif(tzif()), Zone::default().source);
        let rule = |rule: &str| Source::Posix(rule.to_owned());
        assert_eq!(of("Area/Place"), file);
        assert_eq!(of(":Area/Place"), file);
        assert_eq!(of(path("Area/Place").to_str().unwrap()), file);
        assert_eq!(of("CET-1"), rule("CET-1"));
        assert_eq!(of(":<+0330>-3:30"), rule("<+0330>-3:30"));
        assert_eq!(of("EST5EDT"), rule("EST5EDT,M3.2.0,M11.1.0"));
        for without in ["", ":", "Area", "Area/Nowhere", "/dev/zero", "FOO", "\u{1f41d}"] {
            assert_eq!(of(without), utc, "{without}");
        }
        assert_eq!(Zone::of(None, folder.path(), &path("localtime")).source, file);
        assert_eq!(Zone::of(None, folder.path(), &path("nothing")).source, utc);
    }

    #[test]
    fn dates_change_with_the_zone() {
        let zone = Zone::new(Source::Tzif(tzif())).unwrap();
        assert_eq!(shown(&zone, 1_699_999_999), "2023-11-14 22:23:51 632");
        assert_eq!(shown(&zone, 1_700_000_000), "2023-11-14 18:43:20 -12600");
        assert_eq!(shown(&zone, -1), "1970-1-1 0:10:31 632");
        let europe = ruled("CET-1CEST,M3.5.0,M10.5.0/3");
        assert_eq!(shown(&europe, 1_711_846_799), "2024-3-31 1:59:59 3600");
        assert_eq!(shown(&europe, 1_711_846_800), "2024-3-31 3:0:0 7200");
    }

    /// Expected is what localtime_r(3) of glibc 2.36 says.
    #[test]
    fn years_that_no_calendar_has_are_counted_on() {
        let utc = Zone::default();
        for (seconds, expected) in [
            (253_402_207_200, "9999-12-30 22:0:0 0"),
            (253_402_300_799, "9999-12-31 23:59:59 0"),
            (253_402_300_800, "10000-1-1 0:0:0 0"),
            (-377_705_116_801, "-10000-12-31 23:59:59 0"),
            (67_768_036_191_676_799, "2147485547-12-31 23:59:59 0"),
            (-67_768_040_609_740_800, "-2147481748-1-1 0:0:0 0"),
        ] {
            assert_eq!(shown(&utc, seconds), expected);
        }
        // 2000 was a year of the same days as 20000.
        let europe = ruled("CET-1CEST,M3.5.0,M10.5.0/3");
        assert_eq!(shown(&europe, 954_032_400), "2000-3-26 3:0:0 7200");
        assert_eq!(shown(&europe, 954_032_400 + 45 * CYCLE), "20000-3-26 3:0:0 7200");
        assert_eq!(shown(&europe, 954_032_399 + 45 * CYCLE), "20000-3-26 1:59:59 3600");
        assert_eq!(shown(&europe, -127_222_116_997), "-2062-6-29 20:3:23 3600");
    }

    /// date(1) asks the C library.
    #[test]
    fn dates_are_those_of_the_c_library() {
        let times: Vec<i64> =
            (-100..400).map(|step| step * 212_345_679).chain([253_402_300_799, 954_032_400]).collect();
        for value in
            ["Europe/Berlin", "America/New_York", ":Australia/Lord_Howe", "Africa/Monrovia", "Asia/Gaza", "EST5EDT"]
                .into_iter()
                .chain([
                    "CET-1CEST,M3.5.0,M10.5.0/3",
                    "AAA12BBB,J60/2,300/-7",
                    "<+0330>-3:30:15",
                    "FOO",
                    "",
                    "/etc/passwd",
                ])
        {
            let mut date = Command::new("date");
            date.args(["-f", "-", "+%Y-%m-%d %H:%M:%S %::z"]).env("TZ", value).env_remove("TZDIR");
            let mut date = date.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
            let mut asked = date.stdin.take().unwrap();
            let lines: String = times.iter().map(|time| format!("@{time}\n")).collect();
            asked.write_all(lines.as_bytes()).unwrap();
            drop(asked);
            let told = String::from_utf8(date.wait_with_output().unwrap().stdout).unwrap();
            assert_eq!(told.lines().count(), times.len());
            let zone = Zone::of(Some(OsStr::new(value)), Path::new(ZONES), Path::new(LOCALTIME));
            for (time, told) in times.iter().zip(told.lines()) {
                let DateTime { year, month, day, hour, minute, second, offset } = zone.at(*time);
                let (sign, east) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
                let east = format!("{sign}{:02}:{:02}:{:02}", east / 3600, east / 60 % 60, east % 60);
                let shown = format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} {east}");
                assert_eq!(shown, told, "{time} with TZ={value}");
            }
        }
    }

    #[test]
    fn what_a_zone_is_made_of_makes_it_again() {
        for source in [Source::Tzif(tzif()), Source::Posix("AAA12BBB,J60/2,300/-7".to_owned())] {
            let zone = Zone::new(source).unwrap();
            let again = Zone::new(zone.source().clone()).unwrap();
            for seconds in (-10..60).map(|years| years * 31_540_000) {
                assert_eq!(zone.at(seconds), again.at(seconds));
            }
        }
    }

    #[test]
    fn bytes_that_are_no_zone_are_an_error() {
        assert!(Zone::new(Source::Tzif(Vec::new())).is_err());
        assert!(Zone::new(Source::Tzif(tzif()[..60].to_vec())).is_err());
        assert!(Zone::new(Source::Tzif(vec![0; SOURCE_LIMIT + 1])).is_err());
        assert!(Zone::new(Source::Posix("no".to_owned())).is_err());
        assert!(Zone::new(Source::Posix("A".repeat(SOURCE_LIMIT + 1))).is_err());
    }

    /// A zone of a hostile file has an answer for any time.
    fn ask(source: Source, times: &[i64]) {
        if let Ok(zone) = Zone::new(source) {
            for &time in times.iter().chain(&[i64::MIN, i64::MAX, 0, 1_700_000_000]) {
                zone.at(time);
            }
        }
    }

    proptest! {
        #[test]
        fn any_time_has_a_date(seconds in any::<i64>()) {
            for zone in [Zone::default(), ruled("<-12>+24<+14>-24,M3.2.0/-167,M11.1.0/167")] {
                let date = zone.at(seconds);
                prop_assert!((1..=12).contains(&date.month) && (1..=31).contains(&date.day), "{:?}", date);
                prop_assert!(date.hour < 24 && date.minute < 60 && date.second < 60, "{:?}", date);
            }
        }

        #[test]
        fn flipped_bits_of_a_zone_are_no_panic(
            flips in vec((any::<Index>(), any::<u8>()), 1..6), times in vec(any::<i64>(), 4)
        ) {
            let mut bytes = tzif();
            for (at, with) in flips {
                let at = at.index(bytes.len());
                bytes[at] ^= with;
            }
            ask(Source::Tzif(bytes), &times);
        }

        #[test]
        fn a_cut_zone_is_no_panic(end in any::<Index>(), rest in vec(any::<u8>(), 0..200), times in vec(any::<i64>(), 4)) {
            let mut bytes = tzif();
            bytes.truncate(end.index(bytes.len()));
            bytes.extend(rest);
            ask(Source::Tzif(bytes), &times);
        }

        #[test]
        fn any_rule_is_no_panic(rule in "[A-Z<>+,:/.MJ0-9-]{0,40}", times in vec(any::<i64>(), 4)) {
            ask(Source::Posix(rule), &times);
        }
    }

    /// All zones of this machine, if it has them.
    #[test]
    fn every_zone_of_tzdata_is_one() {
        let mut folders = vec![PathBuf::from(ZONES)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if fs::read(&path).is_ok_and(|bytes| bytes.starts_with(b"TZif")) {
                    Zone::read(&path).unwrap_or_else(|error| panic!("{}: {error:#}", path.display()));
                }
            }
        }
    }
}
