curl 'http://127.0.0.1:8000/api/v1/events/?from=2024-05&to=2025'
curl 'http://127.0.0.1:8000/api/v1/events/?from=2024-05&to=2025&possible=true'
