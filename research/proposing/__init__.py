"""From a PDF to the draft of a page: what the file tells is proposed, and a person decides."""
