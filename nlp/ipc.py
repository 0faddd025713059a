"""One Arrow batch as bytes, and back: how batches travel between processes."""

import pyarrow as pa


def packed(batch: pa.RecordBatch) -> bytes:
    """Return the batch as an Arrow IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pa.RecordBatch:
    """Return the only batch of an Arrow IPC stream."""
    with pa.ipc.open_stream(data) as stream:
        return stream.read_next_batch()
