"""A real S3-compatible server (moto) in a process of its own; `pause`, `kill` and `start` play its failures."""

import os
import sys
from pathlib import Path

import boto3

from tests.processes import Process, free_port

BUCKET = "cards"
READY = "Running on"


class ObjectStoreServer:
    """One private bucket. `env` is what the program is told, `names()` is what lies in the bucket."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = Process(command, folder / "s3.log", os.environ)
        self.env = {
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT_URL": self.url,
            "S3_REGION": "eu-central-1",
            "S3_ACCESS_KEY": "operator",
            "S3_SECRET_KEY": "not-a-secret",
        }
        self.client = boto3.client(
            "s3",
            endpoint_url=self.url,
            region_name="eu-central-1",
            aws_access_key_id="operator",
            aws_secret_access_key="not-a-secret",
        )
        self.start()

    def start(self) -> None:
        before = self.process.log.count(READY)
        self.process.start()
        self.process.wait_until(lambda: self.process.log.count(READY) > before)
        self.make_bucket()

    def make_bucket(self) -> None:
        self.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})

    def names(self) -> set[str]:
        listed = self.client.list_objects_v2(Bucket=BUCKET)
        return {entry["Key"] for entry in listed.get("Contents", [])}

    def empty(self) -> None:
        for key in self.names():
            self.client.delete_object(Bucket=BUCKET, Key=key)

    def stop(self) -> None:
        self.client.close()
        self.process.kill()
