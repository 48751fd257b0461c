#!/bin/bash
# Makes an authority, a certificate that names its OCSP responder, and the program `serve` that is the responder;
# prints certificate, authority and key.
set -euo pipefail
rm -rf /tmp/responder
mkdir /tmp/responder
cd /tmp/responder

make=(openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2)
"${make[@]}" -subj "/CN=Responder CA" -addext "keyUsage=critical,keyCertSign,cRLSign,digitalSignature" \
    -keyout ca.key -out ca.pem 2>/dev/null
"${make[@]}" -CA ca.pem -CAkey ca.key -subj "/CN=ocr.test" -addext "subjectAltName=DNS:ocr.test" \
    -addext "basicConstraints=CA:FALSE" -addext "authorityInfoAccess=OCSP;URI:http://ocsp.test:8888/" \
    -keyout leaf.key -out leaf.pem 2>/dev/null
serial=$(openssl x509 -in leaf.pem -noout -serial | cut -d= -f2)
printf 'V\t%s\t\t%s\tunknown\t/CN=ocr.test\n' "$(date -u -d '+2 days' +%y%m%d%H%M%SZ)" "$serial" >index.txt
cat >serve <<'SERVE'
#!/bin/bash
exec openssl ocsp -port 8888 -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key
SERVE
chmod +x serve
cat leaf.pem ca.pem leaf.key
