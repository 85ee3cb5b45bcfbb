"""What somebody uploads stays in memory: a file with people in it must not lie in a directory after a crash."""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 20 * 1024 * 1024
"""Bytes that are kept of one file. Of a larger one only the size is known, so that a form can say it."""


class InMemoryHandler(FileUploadHandler):
    """Keep every file in memory, and nothing of one that is too large."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.kept, self.size = io.BytesIO(), 0

    def receive_data_chunk(self, raw_data, start):
        """Take a part of the file; nothing is passed on to another handler."""
        self.size += len(raw_data)
        if self.size <= LARGEST:
            self.kept.write(raw_data)
        elif self.kept.tell():
            self.kept = io.BytesIO()

    def file_complete(self, file_size):
        """The file, or what is known of one that was too large."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=self.size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
