//! The `onrecord` program: see `onrecord --help`.

fn main() -> std::process::ExitCode {
    onrecord::cli::main()
}
