#!/bin/sh
# Makes the certificates of the TLS tests. They are committed, last until 2126 (the expired ones excepted) and protect nothing.
# Run it again only to change them: sh tests/net/pki/make.sh
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f ./*.pem

until=21260101000000Z
cat > "$work/ca.cnf" <<CNF
[ca]
default_ca = this
[this]
dir = $work
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
organizationName = optional
CNF

# authority NAME SUBJECT
authority() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$work/$1.key"
    openssl req -x509 -new -key "$work/$1.key" -subj "$2" -days 36500 -out "$1.pem"
}
# signed CA NAME KEY SUBJECT FROM UNTIL [EXTENSION]
signed() {
    if [ -n "${7:-}" ]; then
        openssl req -new -key "$3" -subj "$4" -addext "$7" -out "$work/$2.csr"
    else
        openssl req -new -key "$3" -subj "$4" -out "$work/$2.csr"
    fi
    : > "$work/index"
    openssl ca -batch -config "$work/ca.cnf" -cert "$1.pem" -keyfile "$work/$1.key" -in "$work/$2.csr" \
        -startdate "$5" -enddate "$6" -notext -out "$2.pem"
}
ec_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

authority ca "/CN=scout test CA"
authority other-ca "/CN=scout other CA"

ec_key server.key.pem
local_names="subjectAltName=DNS:localhost,DNS:api.scout.test,IP:127.0.0.1,IP:::1"
signed ca server server.key.pem "/CN=api" 20200101000000Z $until "$local_names"
signed ca server-wrong-name server.key.pem "/CN=api" 20200101000000Z $until "subjectAltName=DNS:api.elsewhere.test,DNS:kubernetes,IP:192.0.2.7"
signed ca server-expired server.key.pem "/CN=api" 20200101000000Z 20210203040506Z "$local_names"
signed ca server-future server.key.pem "/CN=api" 21250102030405Z $until "$local_names"

openssl genrsa -out "$work/rsa.key" 2048
openssl rsa -in "$work/rsa.key" -traditional -out client-rsa.pkcs1.key.pem
openssl pkcs8 -topk8 -nocrypt -in "$work/rsa.key" -out client-rsa.pkcs8.key.pem
openssl pkcs8 -topk8 -in "$work/rsa.key" -passout pass:scout -out client-rsa.encrypted.key.pem
signed ca client-rsa "$work/rsa.key" "/CN=dev-rsa/O=team" 20200101000000Z $until
openssl ecparam -name prime256v1 -genkey -out client-ec.sec1.key.pem   # with its EC PARAMETERS block, as OpenSSL writes it
openssl pkcs8 -topk8 -nocrypt -in client-ec.sec1.key.pem -out client-ec.pkcs8.key.pem
signed ca client-ec client-ec.sec1.key.pem "/CN=dev-ec/O=team" 20200101000000Z $until
signed ca client-expired client-ec.sec1.key.pem "/CN=dev-old" 20200101000000Z 20210203040506Z
signed other-ca client-stranger client-ec.sec1.key.pem "/CN=stranger" 20200101000000Z $until
openssl genpkey -algorithm ed25519 -out client-ed25519.key.pem
signed ca client-ed25519 client-ed25519.key.pem "/CN=dev-ed25519" 20200101000000Z $until
