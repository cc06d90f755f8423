"""The form that takes files in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MAX_FILES = 100


class _ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """A field for several files at once; its value is a list."""

    widget = _ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list) and data else [None]
        return [super(ManyFiles, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """Some files, none of them empty, together no larger than this instance takes."""

    file = ManyFiles(
        label=_("Files"),
        max_length=255,
        error_messages={
            "required": _("Please choose a file first."),
            "empty": _("One of the files is empty."),
        },
    )

    def clean_file(self) -> list[UploadedFile[Any]]:
        files: list[UploadedFile[Any]] = self.cleaned_data["file"]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(_("Please bring at most %(most)s files at once."), params={"most": MAX_FILES})
        if sum(file.size or 0 for file in files) > settings.MAX_UPLOAD_MB * 1024 * 1024:
            message = _("Together these files are larger than %(most)s MB, which is as much as Kith takes at once.")
            raise forms.ValidationError(message, params={"most": settings.MAX_UPLOAD_MB})
        return files
