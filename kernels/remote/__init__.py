"""Kernels that run elsewhere: on a Jupyter Server, a kernel gateway or an Enterprise Gateway, over HTTP and a WebSocket."""
