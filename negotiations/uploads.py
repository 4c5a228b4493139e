"""How large a file may be: known to the forms that take it and to the readers that open it."""

MAX_FILE = 2 * 1024 * 1024  # bytes of a spreadsheet
TOO_LARGE = "The file is too large: at most 2 MB."
MAX_XML = 1024 * 1024  # bytes of an XML file
