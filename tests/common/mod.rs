//! What the command line's tests share.

#![allow(dead_code, reason = "each test that shares it is a crate of its own and uses its part")]

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

/// The program, in a state that does not depend on who runs it.
pub(crate) fn onrecord() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command
}

/// A file or folder of `fixtures/input`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/input").join(name)
}

/// The lines of an output, each as JSON.
pub(crate) fn records(stdout: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(stdout).expect("the output is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// One field of every record, as text.
pub(crate) fn field(records: &[Value], name: &str) -> Vec<String> {
    records.iter().map(|record| record[name].as_str().map_or_else(|| record[name].to_string(), str::to_owned)).collect()
}
