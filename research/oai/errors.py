"""The errors that OAI-PMH 2.0 knows (section 3.6), as one exception with the standard's code."""


class Refused(Exception):
    """`code` is the standard's; the text is for the person who runs the harvester."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def bad_verb(text: str) -> Refused:
    return Refused("badVerb", text)


def bad_argument(text: str) -> Refused:
    return Refused("badArgument", text)


def bad_token() -> Refused:
    return Refused("badResumptionToken", "This resumption token is not one of this repository's.")


def unknown_format() -> Refused:
    return Refused("cannotDisseminateFormat", "This repository does not have this format: see ListMetadataFormats.")


def unknown_identifier() -> Refused:
    return Refused("idDoesNotExist", "There is no record of this identifier, which looks like urn:uuid:… here.")


def no_records() -> Refused:
    return Refused("noRecordsMatch", "No record fits these dates and this set.")
