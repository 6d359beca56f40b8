"""The workbench: a server on this machine that opens disputes, changes them and shows what they amount to."""
