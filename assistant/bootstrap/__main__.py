"""`python -m assistant.bootstrap TARGET`: the first lines must be understood by any Python."""

import sys

if sys.version_info < (3, 8):
    sys.stderr.write(
        "Snoska needs Python 3.11 or newer, and this is %d.%d: install a newer one, "
        "or name it: make run PYTHON=python3.12\n" % sys.version_info[:2]
    )
    sys.exit(1)

from assistant.bootstrap.targets import main

sys.exit(main(sys.argv[1:]))
