"""Speed and memory of the commands as people run them: `python -m benchmarks [NAME ...]`. See README.md."""
