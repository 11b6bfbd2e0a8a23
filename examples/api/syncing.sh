curl 'http://127.0.0.1:8000/api/v1/changes/?since=0&page_size=200'
